using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Doctor;

/// <summary><c>doctor</c>: machine, definitions, configuration and store at a glance.</summary>
internal static class DoctorCommand
{
    public static Command Build(CommandTerminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Check machine, definitions, configuration and store") { json, Setting.Store.Option };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, terminal, parse.GetValue(json), cancel));
        return command;
    }

    private static async Task<ExitCode> Run(ParseResult parse, CommandTerminal terminal, bool json, CancellationToken cancel)
    {
        var checks = await MachineChecks.Run().ToListAsync(cancel);
        var configuration = ConfigurationChecks.Run(parse, out var settings).ToList();
        checks.AddRange(DefinitionChecks.Run(settings));
        checks.AddRange(configuration);
        if (settings is not null) checks.AddRange(StoreChecks.Run(settings, cancel));

        if (json) terminal.WriteJson(writer => Write(writer, checks));
        else Write(terminal.Out, checks);
        return checks.Exists(check => check.Health == Health.Problem) ? ExitCode.Unreadable : ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter writer, List<Check> checks)
    {
        writer.WriteStartObject();
        writer.WriteString("version", ProgramVersion.Text);
        writer.WriteString("health", Word(checks.Max(check => check.Health)));
        writer.WriteStartArray("checks");
        foreach (var check in checks)
        {
            writer.WriteStartObject();
            writer.WriteString("area", check.Area);
            writer.WriteString("name", check.Name);
            writer.WriteString("health", Word(check.Health));
            writer.WriteString("found", check.Found);
            if (check.Fix is not null) writer.WriteString("fix", check.Fix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(IAnsiConsole console, List<Check> checks)
    {
        console.MarkupLineInterpolated($"[bold]Tessera {ProgramVersion.Text}[/]");
        foreach (var area in checks.GroupBy(check => check.Area))
        {
            console.WriteLine();
            console.WriteLine(char.ToUpperInvariant(area.Key[0]) + area.Key[1..]);
            var width = area.Max(check => check.Name.Length);
            foreach (var check in area)
            {
                console.MarkupLine($"  {Mark(check.Health)} {Markup.Escape(check.Name.PadRight(width))}  {Markup.Escape(check.Found)}");
                if (check.Fix is not null) console.MarkupLine($"    {new string(' ', width)}  → {Markup.Escape(check.Fix)}");
            }
        }

        console.WriteLine();
        console.WriteLine(checks.Max(check => check.Health) switch
        {
            Health.Good => "All is well.",
            Health.Warning => "It works; see the lines with an arrow.",
            _ => "Something will not work; see the lines with ✕.",
        });
    }

    private static string Word(Health health) => health switch { Health.Good => "good", Health.Warning => "warning", _ => "problem" };

    private static string Mark(Health health) => health switch { Health.Good => "[green]✓[/]", Health.Warning => "[yellow]![/]", _ => "[red]✕[/]" };
}
