namespace Tessera.Sources.Mapping;

/// <summary>What a file with certain columns becomes: data that an interpreter runs.</summary>
internal sealed class Layout
{
    private readonly Dictionary<string, int> indexes;
    private readonly List<int> bound = [];

    public Layout(string name, IReadOnlyList<Column> columns, IReadOnlyList<Word> words, IEnumerable<ResourceRule> resources, IEnumerable<RowRule> rules)
    {
        (Name, Columns, Words, Resources, Rules) = (name, columns, words, [.. resources], [.. rules]);
        indexes = columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < words.Count; i++) words[i].Bind(this, i);
        foreach (var resource in Resources) resource.Bind(this);
        foreach (var rule in Rules) rule.Bind(this);
    }

    /// <summary>Name of the layout; also of the list that its natural keys are unique in.</summary>
    public string Name { get; }

    /// <summary>Whose layout it is, as origins name it.</summary>
    public required string Family { get; init; }

    /// <summary>Version of the mapping: raised when the same row would become something else.</summary>
    public int Version { get; init; } = 1;

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The words that are worked out for each row.</summary>
    public IReadOnlyList<Word> Words { get; }

    public ResourceRule[] Resources { get; }

    /// <summary>Rules between cells.</summary>
    public RowRule[] Rules { get; }

    /// <summary>Column with the patient's number in the source; null when rows belong to no patient.</summary>
    public required string? PatientColumn { get; init; }

    /// <summary>Whether its rows are the patients: then rows of other layouts need one, under the same number.</summary>
    public bool IsPatients { get; init; }

    /// <summary>Column with the record's own key, or null.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>Columns whose content identifies a row without key.</summary>
    public IReadOnlyList<string> IdentifyingColumns { get; init; } = [];

    /// <summary>Column with the day on which a row was recorded, or null: reading only what is new goes by it.</summary>
    public string? RecordedColumn { get; init; }

    /// <summary>Other rows may refer to the rows of this layout, so that they are read ahead.</summary>
    public bool IsReferredTo { get; init; }

    /// <summary>What reading ahead notes of every row, good or bad: the records of which tables its columns name.</summary>
    public IReadOnlyList<(int Column, string Fact)> Follows { get; init; } = [];

    /// <summary>What reading ahead notes of good rows: which of its words, and which of their values, others ask for.</summary>
    public IReadOnlyList<(Word Word, string Value, string Fact)> Told { get; init; } = [];

    /// <summary>What reading ahead notes beside; the flag says whether the row has its key, or another one had it first.</summary>
    public Action<Row, bool>? AlsoNote { get; init; }

    /// <summary>The mapping as origins name it.</summary>
    public string Mapping => field ??= $"{Family}/{Name}@{Version}";

    /// <summary>Whether a row becomes something, were it good: one that no resource is for contradicts nobody.</summary>
    public bool Takes(Row row)
    {
        foreach (var resource in Resources)
            if (resource.Exists(row)) return true;
        return false;
    }

    /// <summary>Runs the rules between cells.</summary>
    public void Check(Row row)
    {
        foreach (var rule in Rules) rule.Check(row);
        foreach (var resource in Resources)
            if (resource.Shared is { } shared && row.Problems.Count == 0 && resource.Exists(row)) shared.CheckOther(resource, row);
    }

    /// <summary>Notes what reading ahead finds out of a good row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hasKey">Whether the row has its key, or another one had it first.</param>
    public void Note(Row row, bool hasKey)
    {
        foreach (var resource in Resources)
            if (resource.Exists(row)) resource.Shared?.Note(row);
        AlsoNote?.Invoke(row, hasKey);
        if (!hasKey) return;
        foreach (var (word, value, fact) in Told)
            if (string.Equals(word.Of(row), value, StringComparison.OrdinalIgnoreCase)) row.Context.Keys.Note(fact, row.Patient, row.Key);
    }

    /// <summary>Index of a column.</summary>
    /// <exception cref="ArgumentException">The layout has no such column: a mistake in the table.</exception>
    public int IndexOf(string column) =>
        indexes.TryGetValue(column, out var index) ? index : throw new ArgumentException($"layout {Name} has no column {column}", nameof(column));

    /// <summary>Index of a column by the header of a file, or -1.</summary>
    public int Find(string header) => indexes.GetValueOrDefault(header, -1);

    /// <summary>Notes that an element takes a column.</summary>
    public void Bound(int column) => bound.Add(column);

    /// <summary>The columns that the elements take which are bound meanwhile.</summary>
    public IReadOnlyList<int> Gather(Action bind)
    {
        bound.Clear();
        bind();
        return [.. bound];
    }
}
