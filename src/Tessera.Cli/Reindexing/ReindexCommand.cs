using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Tessera.Centre;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Reindexing;

/// <summary><c>reindex</c>: writes the search indexes of a store anew.</summary>
internal sealed class ReindexCommand(CommandTerminal terminal)
{
    private readonly Option<bool> all = new("--all") { Description = "Index all resources anew, not only those of types whose search parameters changed" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new ReindexCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("reindex", "Bring the search indexes of a store up to the definitions; a server that runs does it by itself") { Setting.Store.Option, all, json };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Reindex(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Reindex(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        var parameters = node.Store.IncompleteParameters;
        var started = TimeProvider.System.GetTimestamp();
        using var progress = new ProgressLine(terminal, "resources indexed");
        var resources = await node.Store.Reindex(parse.GetValue(all), new Shown(progress), cancel);
        progress.Dispose();
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, parameters, resources, seconds));
        else if (resources == 0) terminal.Out.MarkupLine("The indexes are complete; nothing was to be done.");
        else terminal.Out.MarkupLine($"{resources:N0} resources were indexed anew in {seconds:0.0} s; the indexes are complete.");
        return ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<string> parameters, long resources, double seconds)
    {
        writer.WriteStartObject();
        writer.WriteNumber("resources"u8, resources);
        writer.WriteStartArray("parameters"u8);
        foreach (var parameter in parameters) writer.WriteStringValue(parameter);
        writer.WriteEndArray();
        writer.WriteNumber("seconds"u8, Math.Round(seconds, 2));
        writer.WriteEndObject();
    }

    private sealed class Shown(ProgressLine line) : IProgress<long>
    {
        public void Report(long value) => line.Show(value);
    }
}
