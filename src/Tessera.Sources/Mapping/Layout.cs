namespace Tessera.Sources.Mapping;

/// <summary>What a file with certain columns becomes: data that an interpreter runs, so that a mapping file can say the same later.</summary>
internal sealed class Layout
{
    private readonly Dictionary<string, int> indexes;

    public Layout(string name, IReadOnlyList<Column> columns, IReadOnlyList<ResourceRule> resources)
    {
        (Name, Columns, Resources) = (name, columns, resources);
        indexes = columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.OrdinalIgnoreCase);
        foreach (var resource in resources) resource.Bind(this);
    }

    /// <summary>Name of the layout; also of the list that its natural keys are unique in.</summary>
    public string Name { get; }

    /// <summary>Whose layout it is, as origins name it.</summary>
    public string Family { get; init; } = "mef";

    /// <summary>Version of the mapping: raised when the same row would become something else.</summary>
    public int Version { get; init; } = 1;

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<ResourceRule> Resources { get; }

    /// <summary>Column with the patient's number in the source; null when rows belong to no patient.</summary>
    public string? PatientColumn { get; init; } = "mrn";

    /// <summary>Whether its rows are the patients: then rows of other layouts need one, under the same number.</summary>
    public bool IsPatients { get; init; }

    /// <summary>Column with the record's own key, or null.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>Columns whose content identifies a row without key.</summary>
    public IReadOnlyList<string> IdentifyingColumns { get; init; } = [];

    /// <summary>Other rows may refer to the rows of this layout, so that they are read ahead.</summary>
    public bool IsReferredTo { get; init; }

    /// <summary>Column that says which condition the row is about; such conditions are cancers that somebody follows.</summary>
    public string? FollowsCondition { get; init; }

    /// <summary>What reading ahead notes of a good row; the flag says whether the row has its key, or another one had it first.</summary>
    public Action<Row, bool>? Note { get; init; }

    /// <summary>Rules between cells.</summary>
    public Action<Row>? Check { get; init; }

    /// <summary>The mapping as origins name it.</summary>
    public string Mapping => $"{Family}/{Name}@{Version}";

    /// <summary>Index of a column.</summary>
    /// <exception cref="ArgumentException">The layout has no such column: a mistake in the table.</exception>
    public int IndexOf(string column) =>
        indexes.TryGetValue(column, out var index) ? index : throw new ArgumentException($"layout {Name} has no column {column}", nameof(column));

    /// <summary>Index of a column by the header of a file, or -1.</summary>
    public int Find(string header) => indexes.GetValueOrDefault(header, -1);
}
