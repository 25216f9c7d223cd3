using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>How the rows of several patients give one resource: rows with the same key mean the same one, and the first good one describes it.</summary>
/// <param name="type">Resource type, which is also the list of the keys.</param>
/// <param name="key">What tells one from another.</param>
/// <param name="name">What other rows call it, or null.</param>
internal sealed class SharedRule(string type, TextValue key, TextValue? name)
{
    private readonly List<int> columns = [];

    /// <summary>Resolves the columns; those that only the description has are known afterwards.</summary>
    public void Bind(Layout layout, IEnumerable<int> bound)
    {
        key.Bind(layout, null);
        name?.Bind(layout, null);
        columns.AddRange(bound.Distinct());
    }

    public string IdOf(Row row) => row.Context.Id(type, "", type, Key(row));

    public void UseKey(Row row) => _ = key.Use(row);

    /// <summary>Whether this row describes the resource. Read ahead, every row could: a bad description must not be the first.</summary>
    public bool DescribedBy(Row row) => row.Context.IsReadingAhead || row.Context.Keys.Holds(type, "", Key(row), row.File.Number, row.Number);

    /// <summary>Notes a good row.</summary>
    public void Note(Row row)
    {
        row.Context.Keys.Declare(type, "", Key(row), 0, row.File.Number, row.Number, true);
        if (name?.Peek(row) is { } known) row.Context.Shared.Add(type, row.Patient, known, Key(row));
    }

    /// <summary>What a row says of a resource that another row describes is checked all the same, and left out.</summary>
    public void CheckOther(ResourceRule rule, Row row)
    {
        if (DescribedBy(row)) return;
        using var nowhere = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { SkipValidation = true });
        rule.Write(row, nowhere, "");
        row.ForgetUse();
        UseKey(row);
        var first = row.Context.Keys.RowOf(type, "", Key(row));
        foreach (var column in columns) row.Ignore(column, $"the {type} is described by row {first}, the first that names it");
    }

    private string Key(Row row) => key.Peek(row) ?? "";
}
