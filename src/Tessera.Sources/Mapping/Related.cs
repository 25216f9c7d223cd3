using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>One item of a list for each record of another table whose column says the same as a cell.</summary>
/// <param name="column">Column of the cell.</param>
/// <param name="table">The other table, or the list of one of its resources.</param>
/// <param name="other">Its column.</param>
/// <param name="item">What is written for each; somewhere in it stands a <see cref="RelatedReference"/>.</param>
internal sealed class Related(string column, string table, string other, Element item) : Element
{
    private readonly Cell cell = new(column);
    private ElementOrigin? origin;

    public override void Bind(Layout layout, string path)
    {
        cell.Bind(layout, path);
        // A table whose rows have several resources has a list for each.
        origin = new ElementOrigin($"{table.Split('/')[0]}.{other}", path);
        item.Bind(layout, path);
    }

    public override bool Exists(Row row) => Records(row).Count > 0;

    public override void Write(Row row, Utf8JsonWriter json) => WriteItems(row, json);

    public override void WriteItems(Row row, Utf8JsonWriter json)
    {
        _ = cell.Use(row);
        var records = Records(row);
        // What says it are the cells of the other table.
        if (records.Count > 0) row.Origins.Add(origin!);
        foreach (var record in records)
        {
            row.Related = record;
            if (item.Exists(row)) item.Write(row, json);
        }
    }

    private IReadOnlyList<(string Patient, string Key)> Records(Row row) =>
        cell.Peek(row) is { } value ? row.Context.Relations.Find(table, other, row.Patient, value) : [];
}
