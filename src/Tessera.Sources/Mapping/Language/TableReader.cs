using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Records;
using Tessera.Sources.Sql;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the tables of a mapping.</summary>
internal sealed class TableReader(FhirDefinitions definitions, MappingProblems problems, MappingNames names, string source, int version)
{
    internal static readonly string[] Keys =
        ["files", "patient", "key", "identifiedBy", "required", "optional", "recorded", "nullIsText", "let", "refuse", "inOrder", "ignore", "dates", "format", "resources", .. RecordTableReader.Keys, .. SqlSettings.Keys];

    /// <summary>What stands for the patient's column of a table whose rows belong to no patient.</summary>
    private const string NoPatient = "none";

    private readonly Dictionary<string, TableTarget> targets = new(StringComparer.Ordinal);
    private readonly TableLinks links = new();
    private ILookup<string, (string Column, bool OfPatient)> related = Array.Empty<string>().ToLookup(name => name, _ => ("", false));

    /// <summary>Whether the mapping reads FHIR records, and not rows.</summary>
    public bool OfRecords { get; init; }

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
        links.Tables = [.. tables.Children.Keys.Select(MappingText.Of)];
        foreach (var (name, node) in tables.Children)
            if (node is YamlMappingNode table) AddTargets(MappingText.Of(name), table);
        related = RelatedColumns.Find(tables);
        var read = new List<Func<TableMapping>>();
        foreach (var (name, node) in tables.Children)
        {
            if (node is not YamlMappingNode table) problems.Add(node, $"the table '{MappingText.Of(name)}' needs keys below it");
            else if (Table(MappingText.Of(name), table, root) is { } mapping) read.Add(mapping);
        }

        // What others refer to is read first; patients before all.
        return [.. read.Select(finish => finish()).OrderBy(table => !OfRecords && !table.Layout.IsPatients).ThenBy(table => !table.Layout.IsReferredTo)];
    }

    // What a table is to others is known when all are read.
    private Func<TableMapping>? Table(string name, YamlMappingNode node, YamlMappingNode root)
    {
        foreach (var key in node.Children.Keys)
            if (!Keys.Contains(MappingText.Of(key))) problems.Unknown(key, "key of a table", MappingText.Of(key), Keys);
        if (RecordTableReader.IsMeant(node) != OfRecords)
        {
            problems.Add(node, OfRecords ? $"the table '{name}' needs 'from': this mapping belongs to a source of FHIR records" : $"the table '{name}' takes FHIR records",
                OfRecords ? "Files and queries are a source of their own: - mapping: file.yaml." : "Name the mapping below the source of the records: - ndjson: { folder: …, mapping: file.yaml }.");
            return null;
        }

        if (OfRecords) return Records(name, node, root);
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

        var scope = Scope(name, node, key2);
        if (patient is not null) scope.Columns.Change(patient, column => column with { Required = true }, MappingText.Node(node, "patient"));
        if (key2 is not null) scope.Columns.Change(key2, column => column with { IsIdentity = true, Required = column.Required || identifying.Count == 0 }, MappingText.Node(node, "key"));
        foreach (var column in identifying) scope.Columns.Change(column, known => known with { IsIdentity = true }, MappingText.Node(node, "identifiedBy"));
        var asked = AskedOf(name).ToList();
        foreach (var (_, column, _) in asked) scope.Columns.Change(column, known => known with { IsIdentity = true });
        Columns(node, scope.Columns);
        new WordReader(scope).Read(node);
        var resources = new ResourceReader(definitions, scope, patient).Read(node);
        var rules = new RuleReader(scope).Read(node);
        Optional(node, scope.Columns);
        if (resources.Count == 0) return null;
        var query = Databases.Query(name, node, key2 is null ? identifying : [key2]);
        return () => new TableMapping(name, files, new Layout(name, scope.Columns.All, scope.Words, resources, rules)
        {
            Family = source,
            Version = version,
            PatientColumn = patient,
            KeyColumn = key2,
            IdentifyingColumns = identifying,
            RecordedColumn = MappingText.Value(node, "recorded"),
            IsPatients = patient is not null && resources[0].Type == "Patient",
            IsReferredTo = links.IsReferredTo(name) || asked.Count > 0 || resources.Any(resource => resource.Type == "Patient" || resource.Shared is not null),
            Follows = [.. links.FollowsOf(name).Select(followed => (scope.Columns.IndexOf(followed.Column), followed.Fact)).Where(followed => followed.Item1 >= 0)],
            Told = [.. Told(name, scope)],
            AlsoNote = asked.Count > 0 ? (row, holds) => Relate(asked, resources, row, holds) : null,
        }, FormatReader.Read(root, node, problems) with { Query = query });
    }

    private Func<TableMapping>? Records(string name, YamlMappingNode node, YamlMappingNode root)
    {
        var reader = new RecordTableReader(definitions, problems);
        if (reader.Type(node) is not { } type) return null;
        return reader.Read(node, Scope(name, node, RecordRow.IdPath) with { Record = type }, FormatReader.Read(root, node, problems), source, version) is { } table ? () => table : null;
    }

    private MappingScope Scope(string name, YamlMappingNode node, string? key) => new()
    {
        Problems = problems,
        Definitions = definitions,
        Maps = names.Maps,
        Lists = names.Lists,
        Settings = names.Settings,
        Targets = targets,
        Links = links,
        Table = name,
        KeyColumn = key,
        RowResources = ResourceReader.Words(node, definitions).Select(resource => resource.Word).ToHashSet(StringComparer.Ordinal),
    };

    // What is said of columns as such, beside what they feed.
    private static void Columns(YamlMappingNode node, TableColumns columns)
    {
        foreach (var column in MappingText.Values(node, "required")) columns.Change(column, known => known with { Required = true }, MappingText.Node(node, "required"));
        foreach (var column in MappingText.Values(node, "nullIsText")) columns.Change(column, known => known with { KeepsNull = true }, MappingText.Node(node, "nullIsText"));
        if (MappingText.Value(node, "recorded") is { } recorded) columns.Use(recorded, MappingText.Node(node, "recorded"));
        Dates(node, columns);
    }

    // A column that every row needs is in every file.
    private void Optional(YamlMappingNode node, TableColumns columns)
    {
        foreach (var name in MappingText.Values(node, "optional"))
        {
            var place = MappingText.Node(node, "optional")!;
            if (columns.IndexOf(name) is >= 0 and var at && columns.All[at].Required) problems.Add(place, $"'{name}' is required and cannot be optional as well", "Leave it out of one of the two.");
            else if (!columns.MayLack(name)) problems.Unknown(place, "column that the table reads", name, columns.All.Select(column => column.Name));
        }
    }

    private IEnumerable<(Word Word, string Value, string Fact)> Told(string name, MappingScope scope)
    {
        foreach (var (word, value, place) in links.AskedOf(name))
        {
            if (scope.Words.Find(known => known.Name == word) is { } known) yield return (known, value, KeyIndex.Says(name, word, value));
            else problems.Add(place, $"the table '{name}' has no word '{word}'", $"It has: {string.Join(", ", scope.Words.Select(known => known.Name))}.");
        }
    }

    /// <summary>Notes how columns write dates.</summary>
    public static void Dates(YamlMappingNode node, TableColumns columns)
    {
        if (MappingText.Node(node, "dates") is not YamlMappingNode dates) return;
        foreach (var (column, _) in dates.Children)
            columns.Change(MappingText.Of(column), known => known with { DateFormats = MappingText.Values(dates, MappingText.Of(column)) }, column);
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
            if (row[column] is not { } value || !rules.Any(rule => rule.Part == target.Part && rule.Type == target.Type && rule.Exists(row))) continue;
            row.Context.Relations.Add(target.Reference.IdList, column, ofPatient ? row.Patient : "", value, (row.Patient, row.Key));
        }
    }

    private void AddTargets(string name, YamlMappingNode table)
    {
        foreach (var (word, type) in ResourceReader.SharedWords(table, definitions))
            targets.TryAdd($"{name}/{word}", new TableTarget(type, name, word, IsConditional: false, IsShared: true) { IsNamed = true });
        if (MappingText.Value(table, "key") is null) return;
        foreach (var (word, type, isConditional) in ResourceReader.Words(table, definitions))
        {
            var target = new TableTarget(type, name, word.Length == 0 ? null : word, isConditional, IsShared(table));
            targets.TryAdd(name, target);
            if (word.Length > 0) targets.TryAdd($"{name}/{word}", target);
        }
    }
}
