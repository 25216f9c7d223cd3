namespace Tessera.Sources.Mapping;

/// <summary>A condition on the record that a cell refers to: that it is there, or what one of its words is. The records of the other table
/// are known because they are read ahead.</summary>
internal sealed class RecordCondition(TextValue key, ReferenceTarget target, bool isNegated) : Condition
{
    /// <summary>The facts of which one must be known; null for whether the record is there.</summary>
    public IReadOnlyList<string>? Facts { get; init; }

    public override int Column => key.Column;

    public override void Bind(Layout layout) => key.Bind(layout, null);

    public override bool Holds(Row row) => (key.Peek(row) is { } text && Fits(row, text)) != isNegated;

    public override void Use(Row row) => _ = key.Use(row);

    private bool Fits(Row row, string text)
    {
        if (Facts is null) return target.Exists(row, text);
        foreach (var fact in Facts)
            if (row.Context.Keys.Is(fact, target.PatientOf(row), text)) return true;
        return false;
    }
}
