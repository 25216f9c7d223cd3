using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A value set in a layer: the tables of the codes that it lists, then its clauses. What it does not list is resolved
/// when the value set is first used, so that a later layer may bring what an earlier one lacked.</summary>
internal static class ValueSetCodec
{
    public static void Write(LayerWriter to, ValueSetSource set, ListedCodes listed)
    {
        var includes = set.Includes.Select(clause => (clause, WriteTable(to, clause, listed))).ToList();
        var excludes = set.Excludes.Select(clause => (clause, WriteTable(to, clause, listed))).ToList();
        var expansion = set.Expansion.Select(clause => (clause, WriteTable(to, clause, listed))).ToList();

        to.Begin(DefinitionKind.ValueSet, set.Url, set.Version);
        to.Text(set.Url);
        to.Text(set.Version);
        to.Text(set.Name);
        to.Text(set.Title);
        to.Flag(set.ExcludesInactive);
        WriteClauses(to, includes);
        WriteClauses(to, excludes);
        WriteClauses(to, expansion);
        to.Flag(set.ExpansionIsComplete);
    }

    public static ValueSet Read(FhirDefinitions definitions, DefinitionLayer layer, LayerReader from) => new(definitions)
    {
        Url = from.Text(),
        Version = from.Text(),
        Name = from.Text(),
        Title = from.Text(),
        ExcludesInactive = from.Flag(),
        Includes = ReadClauses(layer, ref from),
        Excludes = ReadClauses(layer, ref from),
        Expansion = ReadClauses(layer, ref from),
        ExpansionIsComplete = from.Flag(),
    };

    private static int WriteTable(LayerWriter to, ClauseSource clause, ListedCodes listed)
    {
        if (clause.Listed is null) return 0;
        var table = new ConceptTableWriter(to);
        foreach (var (code, display) in clause.Listed)
            if (table.Add(code, display) is { } position && clause.System is not null) listed.Add(clause.System, code, display, position);
        return table.Finish();
    }

    private static void WriteClauses(LayerWriter to, List<(ClauseSource Clause, int Table)> clauses)
    {
        to.Number(clauses.Count);
        foreach (var (clause, table) in clauses)
        {
            to.Text(clause.System);
            to.Text(clause.Version);
            to.Number(table);
            to.Number(clause.Filters.Count);
            foreach (var filter in clause.Filters)
            {
                to.Text(filter.Property);
                to.Number((int)filter.Operator);
                to.Text(filter.Value);
            }
            to.Texts(clause.Imports.ToArray());
        }
    }

    private static ComposeClause[] ReadClauses(DefinitionLayer layer, ref LayerReader from)
    {
        var clauses = new ComposeClause[from.Number()];
        for (var i = 0; i < clauses.Length; i++)
        {
            var (system, version, table) = (from.OptionalText(), from.OptionalText(), from.Number());
            clauses[i] = new ComposeClause(system, version, table == 0 ? null : new ConceptTable(layer.Memory, table), ReadFilters(ref from), from.Texts());
        }
        return clauses;
    }

    private static ConceptFilter[] ReadFilters(ref LayerReader from)
    {
        var filters = new ConceptFilter[from.Number()];
        for (var i = 0; i < filters.Length; i++) filters[i] = new ConceptFilter(from.Text(), (FilterOperator)from.Number(), from.Text());
        return filters;
    }
}
