using System.CommandLine;
using Tessera.Centre.Audit;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;

namespace Tessera.Cli.Auditing;

/// <summary><c>audit search|verify</c>: who saw and changed patients' records, and whether that was tampered with. Both work beside a running server.</summary>
internal sealed class AuditCommand(CommandTerminal terminal)
{
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new AuditCommand(terminal).Build();

    private Command Build()
    {
        var verify = new Command("verify", "Check that no entry of the audit was changed, removed or added") { Setting.Store.Option, json };
        verify.SetAction(async (parse, cancel) => (int)await Task.Run(() => OfStore(terminal, parse, store => Verify(parse, store, cancel)), cancel));
        return new Command("audit", "Who saw and changed patients' records") { AuditSearchCommand.Build(terminal), verify };
    }

    /// <summary>Does <paramref name="work"/> with the store that the settings name, which a server may own.</summary>
    public static ExitCode OfStore(CommandTerminal terminal, ParseResult parse, Func<StoreAddress, ExitCode> work)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!File.Exists(address.Path)) return terminal.Refuse(ExitCode.Unreadable, $"There is no store at {settings[Setting.Store].Text}.", "Name it with --store.");
        try
        {
            return work(address);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return terminal.Refuse(ExitCode.Unreadable, unavailable.Message, unavailable.Hint);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message);
        }
    }

    private ExitCode Verify(ParseResult parse, StoreAddress store, CancellationToken cancel)
    {
        var check = AuditCheck.Run(store, cancel);
        if (parse.GetValue(json)) terminal.WriteJson(writer => AuditReport.Write(writer, check));
        else AuditReport.Tell(terminal, check);
        return check.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }
}
