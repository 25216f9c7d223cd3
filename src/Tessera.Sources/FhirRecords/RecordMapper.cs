using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Sources.Mapping;
using Tessera.Sources.Mapping.Language;
using Tessera.Sources.Mapping.Records;
using Tessera.Sources.Tables;

namespace Tessera.Sources.FhirRecords;

/// <summary>Runs the tables of a mapping over the records of a source: the first table that takes a record says what becomes of it.</summary>
internal sealed class RecordMapper
{
    private readonly FhirDefinitions definitions;
    private readonly ElementPaths paths = new();
    private readonly Dictionary<string, List<(TableMapping Table, RecordRow Row, RowEvaluation Evaluation)>> tables = new(StringComparer.Ordinal);

    /// <summary>Prepares a mapping for one run.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="source">Id of the source.</param>
    /// <param name="definitions">The loaded definitions.</param>
    /// <param name="ids">Maker of ids.</param>
    /// <param name="ownId">The id at this centre of a resource of the source, by type and id.</param>
    public RecordMapper(MappingFile mapping, string source, FhirDefinitions definitions, ResourceIds ids, Func<string, string, string> ownId)
    {
        this.definitions = definitions;
        var context = new SourceContext(source, ids, new KeyIndex(), mapping.PatientSystem) { Zone = mapping.Zone };
        foreach (var table in mapping.Tables)
        {
            if (table.Records is not { } records) continue;
            if (!tables.TryGetValue(records.Type.Name, out var known)) tables.Add(records.Type.Name, known = []);
            var file = new SourceFile(table.Layout, table.Name, (short)known.Count, table.Settings);
            known.Add((table, new RecordRow(table.Layout, file, context, records, ownId), new RowEvaluation(table.Layout)));
        }
    }

    /// <summary>The ids of what a record may give beside itself.</summary>
    public static IEnumerable<(string Type, string Id)> DerivedIds(MappingFile mapping, string source, ResourceIds ids, string type, string id) =>
        from table in mapping.Tables
        where table.Records?.Type.Name == type
        from rule in table.Layout.Resources
        where rule.Part is not null || rule.Type != type
        select (rule.Type, ids.Id(source, rule.Type, "", RecordRow.ListOf(rule), id));

    /// <summary>What a mapping makes of a record; null when no table takes it.</summary>
    public MappedRecord? Map(FhirDocument document, SourceRecord record)
    {
        if (document.ResourceType is not { } type || !tables.TryGetValue(type, out var known)) return null;
        foreach (var (table, row, evaluation) in known)
        {
            Issue? issue = null;
            if (table.Records!.Where is { } where && where.Expression.EvaluateTruth(document.Root, null, out issue) != true && issue is null) continue;
            row.Load(document, record);
            if (issue is not null) row.Problem($"the condition of the table '{table.Name}' cannot be computed: {issue.Message}", "Correct 'where' in the mapping.");
            return table.Records.LeftOut is { } why ? new MappedRecord([], [], new CellAccount(0, LeafCount.Of(document.Root), 0)) { LeftOut = why } : Mapped(table, row, evaluation);
        }

        return null;
    }

    private MappedRecord Mapped(TableMapping table, RecordRow row, RowEvaluation evaluation)
    {
        var values = LeafCount.Of(row.Document.Root);
        var written = row.Problems.Count == 0 ? evaluation.Evaluate(row) : [];
        var resources = new List<MappedResource>(written.Count);
        foreach (var (rule, id, json, origins) in written)
        {
            if (FhirDocument.TryParse(json, definitions.Names, out var document, out var issue)) resources.Add(new MappedResource(rule, id, document, table.Layout.Mapping, [.. Kept(rule, row), .. origins]));
            else row.Problem($"a value is beyond the limits of a document: {issue.Message}", "Shorten or correct the value in the source.");
        }

        if (row.Problems.Count > 0) return new MappedRecord([], [.. row.Problems], new CellAccount(0, 0, values)) { Stands = [.. table.Layout.Resources.Select(rule => (rule.Type, row.IdOf(rule)))] };
        return resources.Count > 0 ? new MappedRecord(resources, [], row.Account()) : new MappedRecord([], [], new CellAccount(0, values, 0)) { LeftOut = RowWriter.NothingApplies };
    }

    // What is kept comes from itself.
    private List<ElementOrigin> Kept(ResourceRule rule, RecordRow row)
    {
        var origins = new List<ElementOrigin>();
        if (rule.Keep is not null) paths.AddTo(origins, row.Document.Root, rule.Type, row.IsGone);
        return origins;
    }
}
