using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Centre.Running;
using Tessera.Cli.Import;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir.Definitions;
using Tessera.Web;

namespace Tessera.Cli.Serving;

/// <summary><c>demo</c>: a small synthetic centre, from its CSV files to API and pages.</summary>
internal sealed class DemoCommand(CommandTerminal terminal, Interruption interruption)
{
    private readonly Option<bool> noBrowser = new("--no-browser") { Description = "Do not open the pages in a browser" };

    public static Command Build(CommandTerminal terminal, Interruption interruption) => new DemoCommand(terminal, interruption).Build();

    private Command Build()
    {
        var command = new Command("demo", "Make a small synthetic centre, run the whole pipeline, serve API and pages on this machine") { Setting.Port.Option, Setting.Data.Option, noBrowser };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!ConfigurationFile.TryRead(Path.Combine(AppContext.BaseDirectory, "samples", "centre", "tessera.yaml"), out var sample, out problem))
            return terminal.Refuse(ExitCode.Unreadable, problem, "The demo's files belong beside the program: build it again.");
        try
        {
            var folder = new CentreFolder(settings[Setting.Data].Text);
            Directory.CreateDirectory(folder.Path);
            var centre = new CentreSettings { Name = sample.Value("name")!, Synthetic = true };
            return await NodeOpening.With(terminal, folder.Store, definitions, centre, node => Fill(parse, settings, sample, folder, definitions, node, cancel), cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "Choose another folder with --data DIR.");
        }
    }

    private async Task<ExitCode> Fill(
        ParseResult parse, CommandSettings settings, ConfigurationFile sample, CentreFolder folder, FhirDefinitions definitions, CentreNode node, CancellationToken cancel)
    {
        terminal.Say($"{node.Settings.Name}: a fictitious centre, kept in {folder.Path}");
        if (!SourceList.TryOpen(sample, definitions, folder.OpenIds(), null, terminal, out var sources)) return ExitCode.Unreadable;
        foreach (var source in sources)
        {
            var account = await new ImportRun(node.Validator, TimeProvider.System, node.Codes).Run(source.For(node, full: true), new StoreSink(node), null, cancel);
            terminal.Say($"{account.Read:N0} records read = {account.Written:N0} written + {account.Unchanged:N0} unchanged + {account.Quarantined:N0} quarantined + {account.Ignored:N0} ignored, in {account.Seconds:0.0} s");
        }

        await node.Projector.CatchUp(cancel);
        if (!SourceList.TryConfigure(sample, definitions, folder.OpenIds(), terminal, out var configured)) return ExitCode.Unreadable;
        var open = !parse.GetValue(noBrowser) && !parse.GetValue(CommandSettings.NoInputOption) && terminal.IsWatched;
        return await RunningServer.Run(terminal, interruption, ServerSettings.Loopback(settings[Setting.Port].Number), node, null, new ImportRunner(node, configured), address => OpenBrowser(open, address), cancel);
    }

    // Opening a browser is a courtesy: where there is none, the address has been printed.
    private static void OpenBrowser(bool open, Uri address)
    {
        if (!open || (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null or "" && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null or "")) return;
        var opener = OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(opener, address.ToString()) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            // no such program
        }
    }
}
