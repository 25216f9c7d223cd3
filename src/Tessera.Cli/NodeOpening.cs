using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Writes;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
using Tessera.Database.AppendLogs;
using Tessera.Fhir.Definitions;

namespace Tessera.Cli;

/// <summary>Opens the node of a store for the time of a command.</summary>
internal static class NodeOpening
{
    /// <summary>What the configuration says about the centre.</summary>
    public static CentreSettings Centre(CommandSettings settings)
    {
        var centre = new CentreSettings { Validation = settings.File?.Validation ?? ValidationPolicy.Default };
        if (settings.File?.Value("timeZone") is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) centre = centre with { TimeZone = found };
        return settings.File?.Value("name") is { } name ? centre with { Name = name } : centre;
    }

    /// <summary>Does <paramref name="work"/> with the node of the store that the settings name, with the packages of its centre. There must be one.</summary>
    public static async Task<ExitCode> OfStore(CommandTerminal terminal, ParseResult parse, Func<CentreNode, Task<ExitCode>> work, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!File.Exists(address.Path)) return terminal.Refuse(ExitCode.Unreadable, $"There is no store at {settings[Setting.Store].Text}.", "Name it with --store.");
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        return await With(terminal, address, definitions, Centre(settings), work, cancel);
    }

    /// <summary>Does <paramref name="work"/> with the node; a store that cannot be used ends the command with 3 and a hint.</summary>
    public static async Task<ExitCode> With(
        CommandTerminal terminal, StoreAddress address, FhirDefinitions definitions, CentreSettings centre, Func<CentreNode, Task<ExitCode>> work, CancellationToken cancel)
    {
        try
        {
            await using var node = await CentreNode.Open(address, definitions, centre, TimeProvider.System, cancel);
            return await work(node);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return terminal.Refuse(ExitCode.Unreadable, unavailable.Message, unavailable.Hint);
        }
        catch (LogUnavailableException unavailable)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"Who sees patients' records is written down first, and that is not possible now. {unavailable.Message}", "Make room on the disk, or check it.");
        }
        catch (OutcomeUnknownException unknown)
        {
            return terminal.Refuse(ExitCode.Unreadable, unknown.Message, "Check the disk, then run the command again: what is there already is recognised.");
        }
    }
}
