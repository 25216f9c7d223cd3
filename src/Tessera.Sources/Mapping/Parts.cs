using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A cell that holds several values between bars (<c>a|b</c>), with parallel cells beside it: one item each.
/// A parallel cell with a single value serves all items.</summary>
internal sealed class Parts(IReadOnlyList<string> columns, Element item) : Element
{
    private readonly Cell[] cells = [.. columns.Select(column => new Cell(column))];

    public override void Bind(Layout layout, string path)
    {
        foreach (var cell in cells) cell.Bind(layout, null);
        item.Bind(layout, path);
    }

    public override bool Exists(Row row)
    {
        if (cells[0].Peek(row) is { } lead && lead.Contains('|', StringComparison.Ordinal)) return true;
        return item.Exists(row);
    }

    public override void Write(Row row, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        WriteItems(row, json);
        json.WriteEndArray();
    }

    public override void WriteItems(Row row, Utf8JsonWriter json)
    {
        var lead = cells[0].Peek(row)?.Split('|');
        if (lead is null or { Length: 1 })
        {
            if (!Array.Exists(cells, cell => cell.Peek(row)?.Contains('|', StringComparison.Ordinal) ?? false)) item.Write(row, json);
            else Refuse(row);
            return;
        }
        var parts = Array.ConvertAll(cells, cell => cell.Peek(row)?.Split('|') ?? []);
        if (Array.Exists(parts, list => list.Length > lead.Length)) Refuse(row);
        else WriteEach(row, json, parts);
    }

    private void WriteEach(Row row, Utf8JsonWriter json, string[][] parts)
    {
        for (var i = 0; i < parts[0].Length; i++)
        {
            for (var c = 0; c < cells.Length; c++) row.SetPart(cells[c].Index, parts[c].Length == 1 ? parts[c][0] : parts[c].ElementAtOrDefault(i));
            if (item.Exists(row)) item.Write(row, json);
        }
        for (var c = 0; c < cells.Length; c++) row.ClearPart(cells[c].Index);
    }

    private void Refuse(Row row) => row.Problem(cells[0].Index,
        "the cell has fewer values between bars than a cell that belongs to it",
        $"Give {string.Join(", ", columns)} the same number of values, or the additional ones a single value.");
}
