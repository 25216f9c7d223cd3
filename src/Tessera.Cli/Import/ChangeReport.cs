using System.Text.Json;
using Spectre.Console;
using Tessera.Centre.Import;

namespace Tessera.Cli.Import;

/// <summary>Tells what a dry run would change in the store.</summary>
internal static class ChangeReport
{
    private const int MostDifferences = 6;

    /// <summary>Writes the counts and samples as properties of an object that is open.</summary>
    public static void Write(Utf8JsonWriter writer, CompareSink compared)
    {
        writer.WriteStartObject("changes");
        foreach (var (type, count) in compared.Changes)
        {
            writer.WriteStartObject(type);
            writer.WriteNumber("new", count.New);
            writer.WriteNumber("changed", count.Changed);
            writer.WriteNumber("unchanged", count.Unchanged);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("samples");
        foreach (var sample in compared.Samples)
        {
            writer.WriteStartObject();
            writer.WriteString("resource", $"{sample.Type}/{sample.Id}");
            writer.WriteString("file", sample.Record.File);
            writer.WriteNumber("row", sample.Record.Row);
            writer.WriteStartArray("differences");
            foreach (var (path, before, after) in sample.Differences)
            {
                writer.WriteStartObject();
                writer.WriteString("path", path);
                writer.WriteString("before", before);
                writer.WriteString("after", after);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes them in words.</summary>
    public static void Write(IAnsiConsole console, CompareSink compared)
    {
        console.WriteLine();
        console.MarkupLine("[bold]Against the store[/]");
        foreach (var (type, count) in compared.Changes) console.MarkupLineInterpolated($"  {type,-26} {count.New,9:N0} new  {count.Changed,9:N0} changed  {count.Unchanged,9:N0} unchanged");
        foreach (var sample in compared.Samples)
        {
            console.MarkupLineInterpolated($"  {sample.Type} of {sample.Record.File}:{sample.Record.Row}");
            foreach (var (path, before, after) in sample.Differences.Take(MostDifferences)) console.MarkupLineInterpolated($"    {path}: {before ?? "–"} → {after ?? "–"}");
            if (sample.Differences.Count > MostDifferences) console.MarkupLineInterpolated($"    … and {sample.Differences.Count - MostDifferences:N0} more");
        }
    }
}
