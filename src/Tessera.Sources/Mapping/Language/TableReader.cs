using Tessera.Fhir.Definitions;
using Tessera.Sources.Sql;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the tables of a mapping.</summary>
internal sealed class TableReader(FhirDefinitions definitions, MappingProblems problems, IReadOnlyDictionary<string, CodeMap> maps, string source, int version)
{
    private static readonly string[] Keys = ["files", "patient", "key", "identifiedBy", "required", "ignore", "dates", "format", "resources", .. SqlSettings.Keys];

    /// <summary>What stands for the patient's column of a table whose rows belong to no patient.</summary>
    private const string NoPatient = "none";

    private readonly Dictionary<string, TableTarget> targets = new(StringComparer.Ordinal);
    private ILookup<string, (string Column, bool OfPatient)> related = Array.Empty<string>().ToLookup(name => name, _ => ("", false));

    /// <summary>The databases of the mapping.</summary>
    public required SqlSettings Databases { get; init; }

    /// <summary>Whether the rows of a table belong to no patient.</summary>
    public static bool IsShared(YamlMappingNode table) => MappingText.Value(table, "patient") == NoPatient;

    public IReadOnlyList<TableMapping> Read(YamlMappingNode root)
    {
        if (MappingText.Node(root, "tables") is not YamlMappingNode { Children.Count: > 0 } tables)
        {
            problems.Add(MappingText.Node(root, "tables") ?? root, "a mapping needs 'tables', one name for each", "Write patients: and below it files:, patient:, key: and resources:.");
            return [];
        }

        // Tables may refer to one another in any order.
        foreach (var (name, node) in tables.Children)
            if (node is YamlMappingNode table && MappingText.Value(table, "key") is not null) AddTargets(MappingText.Of(name), table);
        related = RelatedColumns.Find(tables);
        var read = new List<TableMapping>();
        foreach (var (name, node) in tables.Children)
        {
            if (node is not YamlMappingNode table) problems.Add(node, $"the table '{MappingText.Of(name)}' needs keys below it");
            else if (Table(MappingText.Of(name), table, root) is { } mapping) read.Add(mapping);
        }

        // What others refer to is read first; patients before all.
        return [.. read.OrderBy(table => !table.Layout.IsPatients).ThenBy(table => !table.Layout.IsReferredTo)];
    }

    private TableMapping? Table(string name, YamlMappingNode node, YamlMappingNode root)
    {
        foreach (var key in node.Children.Keys)
            if (!Keys.Contains(MappingText.Of(key))) problems.Unknown(key, "key of a table", MappingText.Of(key), Keys);
        var (files, patient) = (MappingText.Values(node, "files"), MappingText.Value(node, "patient"));
        if (files.Count == 0 && MappingText.Value(node, "query") is null)
            problems.Add(node, $"the table '{name}' needs 'files' or 'query'", "Name a file relative to the mapping; * stands for any characters.");
        if (files.Count > 0 && MappingText.Value(node, "query") is not null) problems.Add(node, $"the table '{name}' has files and a query", "Make two tables of it.");
        if (patient is null) problems.Add(node, $"the table '{name}' needs 'patient', the column with the patient's number");
        var (key2, identifying) = (MappingText.Value(node, "key"), MappingText.Values(node, "identifiedBy"));
        if (key2 is null && identifying.Count == 0) problems.Add(node, $"the table '{name}' needs 'key' or 'identifiedBy'", "Name the column with the record's own number, or those that tell one row from another.");
        if (patient is null) return null;
        if (IsShared(node)) patient = null;
        if ((key2 is null && identifying.Count == 0)) return null;

        var columns = new TableColumns();
        if (patient is not null) columns.Change(patient, column => column with { Required = true });
        if (key2 is not null) columns.Change(key2, column => column with { IsIdentity = true });
        foreach (var column in identifying) columns.Change(column, known => known with { IsIdentity = true });
        foreach (var column in MappingText.Values(node, "required")) columns.Change(column, known => known with { Required = true });
        var asked = AskedOf(name).ToList();
        foreach (var (_, column, _) in asked) columns.Change(column, known => known with { IsIdentity = true });
        var words = ResourceReader.Words(node, definitions).Select(resource => resource.Word).ToHashSet(StringComparer.Ordinal);
        var rules = new ResourceReader(definitions, new MappingScope(problems, maps, targets, columns, definitions) { RowResources = words }, patient).Read(node);
        Ignored(node, columns);
        Dates(node, columns);
        return rules.Count == 0 ? null : new TableMapping(name, files, new Layout(name, columns.All, rules)
        {
            Family = source,
            Version = version,
            PatientColumn = patient,
            KeyColumn = key2,
            IdentifyingColumns = identifying,
            IsReferredTo = targets.ContainsKey(name),
            IsPatients = patient is not null && rules[0].Type == "Patient",
            Note = asked.Count > 0 ? (row, holds) => Relate(asked, rules, row, holds) : null,
        }, FormatReader.Read(root, node, problems) with { Query = Databases.Query(name, node, key2 is null ? identifying : [key2]) });
    }

    private void Ignored(YamlMappingNode node, TableColumns columns)
    {
        if (MappingText.Node(node, "ignore") is not { } ignore) return;
        if (ignore is not YamlMappingNode reasons) problems.Add(ignore, "'ignore' needs lines of the form \"Column: why\"");
        else
            foreach (var (column, why) in reasons.Children) columns.Change(MappingText.Of(column), known => known with { Unused = MappingText.Of(why) });
    }

    private static void Dates(YamlMappingNode node, TableColumns columns)
    {
        if (MappingText.Node(node, "dates") is not YamlMappingNode dates) return;
        foreach (var (column, _) in dates.Children)
            columns.Change(MappingText.Of(column), known => known with { DateFormats = MappingText.Values(dates, MappingText.Of(column)) });
    }

    // What other tables ask of this one: a word for one of its resources, the column, and whether within the patient.
    private IEnumerable<(TableTarget Target, string Column, bool OfPatient)> AskedOf(string name) =>
        related.Where(asked => targets.TryGetValue(asked.Key, out var target) && target.Table == name)
            .SelectMany(asked => asked.Select(column => (targets[asked.Key], column.Column, column.OfPatient)));

    private static void Relate(List<(TableTarget Target, string Column, bool OfPatient)> asked, IReadOnlyList<ResourceRule> rules, Row row, bool holds)
    {
        if (!holds) return;
        foreach (var (target, column, ofPatient) in asked)
        {
            if (row[column] is not { } value || !rules.Any(rule => rule.Part == target.Part && rule.Type == target.Type && rule.Applies?.Invoke(row) != false)) continue;
            row.Context.Relations.Add(target.Reference.IdList!, column, ofPatient ? row.Patient : "", value, (row.Patient, row.Key));
        }
    }

    private void AddTargets(string name, YamlMappingNode table)
    {
        foreach (var (word, type, isConditional) in ResourceReader.Words(table, definitions))
        {
            var target = new TableTarget(type, name, word.Length == 0 ? null : word, isConditional, IsShared(table));
            targets.TryAdd(name, target);
            if (word.Length > 0) targets.TryAdd($"{name}/{word}", target);
        }
    }
}
