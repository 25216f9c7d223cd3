using System.Text.Json;
using Spectre.Console;
using Tessera.Centre.Quarantine;

namespace Tessera.Cli.Import;

/// <summary>Tells what people say that source records should say.</summary>
internal static class CorrectionText
{
    /// <summary>Writes the cells that a correction changes, each with what the file says and who says otherwise.</summary>
    public static void Write(IAnsiConsole console, Correction correction)
    {
        foreach (var cell in correction.Corrected)
            console.MarkupLineInterpolated($"    {cell.Column}: {Shown(correction.InFile(cell.Column))} → {Shown(cell.Value)} [grey]({cell.Author}, {cell.Made:yyyy-MM-dd HH:mm} UTC)[/]");
    }

    /// <summary>Writes a correction as an object.</summary>
    public static void Write(Utf8JsonWriter writer, Correction correction)
    {
        writer.WriteStartObject();
        writer.WriteNumber("correction", correction.Id);
        writer.WriteString("source", correction.Source);
        writer.WriteString("file", correction.File);
        writer.WriteNumber("row", correction.Row);
        writer.WriteString("by", correction.Author);
        writer.WriteString("made", correction.Made);
        writer.WriteStartArray("cells");
        foreach (var cell in correction.Corrected)
        {
            writer.WriteStartObject();
            writer.WriteString("column", cell.Column);
            writer.WriteString("inFile", correction.InFile(cell.Column));
            writer.WriteString("value", cell.Value);
            writer.WriteString("by", cell.Author);
            writer.WriteString("made", cell.Made);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Shown(string value) => value.Length > 0 ? value : "(empty)";
}
