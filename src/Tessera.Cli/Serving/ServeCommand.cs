using System.CommandLine;
using Tessera.Centre;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
using Tessera.Web;

namespace Tessera.Cli.Serving;

/// <summary><c>serve</c>: the FHIR API and the pages of a store.</summary>
internal static class ServeCommand
{
    public static Command Build(CommandTerminal terminal, Interruption interruption)
    {
        var command = new Command("serve", "Serve a store: FHIR API and pages") { Setting.Store.Option, Setting.Port.Option, Setting.Host.Option };
        foreach (var setting in Setting.OfServer) command.Options.Add(setting.Option);
        command.SetAction(async (parse, cancel) => (int)await Run(parse, terminal, interruption, cancel));
        return command;
    }

    private static async Task<ExitCode> Run(ParseResult parse, CommandTerminal terminal, Interruption interruption, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!ServerSettings.TryCreate(settings[Setting.Host].Text, settings[Setting.Port].Number, out var server, out var issue))
            return terminal.Refuse(ExitCode.Usage, issue.Message, issue.Fix);
        server = ServerLimits.Of(settings, server);
        var store = settings[Setting.Store];
        if (!StoreAddress.TryParse(store.Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        // An empty store that a typing error made would look like lost data.
        if (!File.Exists(address.Path))
            return terminal.Refuse(ExitCode.Unreadable, $"There is no store at {store.Text} (from {store.Origin}).", "./tessera extract or ./tessera load make and fill one; ./tessera demo shows a filled one.");
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        using var telemetry = Telemetry.Start(settings[Setting.Otlp].Text, out problem);
        if (problem is not null) return terminal.Refuse(ExitCode.Usage, problem);
        using var log = settings[Setting.Log].Text == "json" ? new JsonLog(Console.OpenStandardError()) : null;
        try
        {
            if (!ServedSources.TryRead(settings, address, definitions, terminal, out var sources)) return ExitCode.Unreadable;
            return await NodeOpening.With(terminal, address, definitions, NodeOpening.Centre(settings) with { AuditReserve = settings[Setting.AuditReserve].Number * 1024 * 1024 }, node => Serve(node, sources), cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message);
        }

        async Task<ExitCode> Serve(CentreNode node, ServedSources sources)
        {
            using var imports = sources.For(node);
            return await RunningServer.Run(terminal, interruption, server, node, log, imports.Runner, _ => { }, cancel);
        }
    }
}
