namespace Tessera.Sources.Mapping;

/// <summary>That rows of other tables refer to the row: a diagnosis that somebody staged.</summary>
internal sealed class ReferredCondition(IReadOnlyList<string> tables, bool isNegated) : Condition
{
    private string[] facts = [];

    public override int Column => -1;

    public override void Bind(Layout layout) => facts = [.. tables.Select(table => KeyIndex.RefersTo(table, layout.Name))];

    public override bool Holds(Row row) => Array.Exists(facts, fact => row.Context.Keys.Is(fact, row.Patient, row.Key)) != isNegated;

    public override void Use(Row row)
    {
    }
}
