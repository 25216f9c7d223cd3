using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;
using Tessera.Sources.Mapping.Records;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads a table of FHIR records: <c>from</c> names their type, <c>where</c> says which of them, and the columns are FHIRPath.</summary>
internal sealed class RecordTableReader(FhirDefinitions definitions, MappingProblems problems)
{
    internal static readonly string[] Keys = [From, Where];

    private const string From = "from";
    private const string Where = "where";

    // What a record says of itself, or what only rows have.
    private static readonly string[] OfRows = ["files", "query", "connection", "patient", "key", "identifiedBy", "optional", "recorded", "nullIsText"];

    /// <summary>Whether a table is one of records.</summary>
    public static bool IsMeant(YamlMappingNode table) => MappingText.Node(table, From) is not null;

    /// <summary>The type of the records; null after noting a problem.</summary>
    public FhirType? Type(YamlMappingNode table)
    {
        foreach (var key in OfRows)
            if (MappingText.Node(table, key) is { } place) problems.Add(place, $"'{key}' belongs to tables of rows", "A record says itself what it is, whose it is and which id it has.");
        var name = MappingText.Value(table, From) ?? "";
        if (definitions.Type(name) is { Kind: FhirTypeKind.Resource } type) return type;
        problems.Add(MappingText.Node(table, From)!, $"'{name}' is no type of resource", "Write from: Observation.");
        return null;
    }

    /// <summary>The table; null after noting a problem.</summary>
    public TableMapping? Read(YamlMappingNode table, MappingScope scope, FileSettings settings, string source, int version)
    {
        scope.Columns.Change(RecordRow.IdPath, column => column with { IsIdentity = true, IsText = true });
        var reason = MappingText.Value(table, "ignore");
        if (reason is not null && MappingText.Node(table, "resources") is { } both)
            problems.Add(both, "a table that ignores its records makes no resources of them", "Leave 'resources' out, or write below 'ignore' which paths are left out.");
        foreach (var column in MappingText.Values(table, "required")) scope.Columns.Change(column, known => known with { Required = true }, MappingText.Node(table, "required"));
        TableReader.Dates(table, scope.Columns);
        new WordReader(scope).Read(table);
        var resources = reason is null ? new ResourceReader(definitions, scope, patientColumn: null).Read(table) : [];
        var rules = reason is null ? new RuleReader(scope).Read(table) : [];
        var records = new RecordTable(scope.Record!, Condition(table, scope.Record!), Paths(table, scope)) { LeftOut = reason };
        if (!problems.AreNone) return null;
        var layout = new Layout(scope.Table, scope.Columns.All, scope.Words, resources, rules) { Family = source, Version = version, PatientColumn = null, KeyColumn = RecordRow.IdPath };
        // The numbers of JSON have a point whatever the files of the centre have.
        return new TableMapping(scope.Table, [], layout, settings with { DecimalSign = '.', Grouping = null }) { Records = records };
    }

    private RecordPath? Condition(YamlMappingNode table, FhirType type) => MappingText.Node(table, Where) is { } node ? Path(MappingText.Of(node), type, node) : null;

    private List<RecordPath> Paths(YamlMappingNode table, MappingScope scope) =>
        [.. scope.Columns.All.Select((column, at) => Path(column.Name, scope.Record!, scope.Columns.PlaceOf(at) ?? table)).OfType<RecordPath>()];

    private RecordPath? Path(string text, FhirType type, YamlNode place)
    {
        if (FhirPathExpression.TryCompile(text, definitions, type.Name, out var expression, out var issue)) return new RecordPath(expression, definitions, type.Name);
        problems.Add(place, $"'{text}' is no path of {type.Name}: {issue.Message}", issue.Fix ?? "Columns of records are FHIRPath; one with more than names and dots stands in parentheses: $(code.coding.where(system = 'http://loinc.org').code).");
        return null;
    }
}
