using System.Text.Json;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Reads a ValueSet from its JSON.</summary>
internal static class ValueSetJson
{
    private const string Unclosed = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";
    private const string TooCostly = "http://hl7.org/fhir/StructureDefinition/valueset-toocostly";

    public static ValueSetSource Read(JsonElement json)
    {
        var compose = json.Part("compose");
        var expansion = json.Part("expansion");
        var codes = expansion.ValueKind == JsonValueKind.Object ? Contained(expansion).ToList() : [];
        return new ValueSetSource
        {
            Url = json.Text("url"),
            Version = json.Text("version"),
            Name = json.Text("name"),
            Title = json.OptionalText("title") ?? json.Text("name"),
            ExcludesInactive = compose.Part("inactive").ValueKind == JsonValueKind.False,
            Includes = Clauses(compose, "include"),
            Excludes = Clauses(compose, "exclude"),
            Expansion = codes.GroupBy(code => code.System).Select(group => Listing(group.Key, null, group.Select(code => (code.Code, code.Display)))).ToArray(),
            ExpansionIsComplete = expansion.ValueKind == JsonValueKind.Object && IsComplete(expansion, codes.Count),
        };
    }

    /// <summary>The value set that a code system names as that of all its codes.</summary>
    public static ValueSetSource AllCodes(CodeSystemSource system, string url) => new()
    {
        Url = url,
        Version = system.Version,
        Name = system.Name,
        Title = system.Title,
        Includes = [new ClauseSource(system.Url, null, null, [], [])],
        Excludes = [],
        Expansion = [],
    };

    // Lists of one system become one table: a code is then looked up once.
    private static ClauseSource[] Clauses(JsonElement compose, string name)
    {
        if (compose.ValueKind != JsonValueKind.Object) return [];
        var clauses = compose.Items(name).Select(Clause).ToList();
        var lists = clauses.Where(clause => clause.Listed is not null && clause.Filters.Count == 0 && clause.Imports.Count == 0).ToList();
        return clauses.Except(lists)
            .Concat(lists.GroupBy(clause => (clause.System, clause.Version)).Select(same => Listing(same.Key.System, same.Key.Version, same.SelectMany(clause => clause.Listed!))))
            .ToArray();
    }

    private static ClauseSource Clause(JsonElement json)
    {
        var listed = json.Items("concept").Select(concept => (Code: concept.Text("code"), Display: concept.OptionalText("display"))).Where(concept => concept.Code.Length > 0).ToArray();
        return new ClauseSource(
            json.OptionalText("system"),
            json.OptionalText("version"),
            listed.Length == 0 ? null : listed,
            json.Items("filter").Select(filter => new ConceptFilter(filter.Text("property"), ConceptFilter.Parse(filter.Text("op")), filter.Text("value"))).ToArray(),
            json.Texts("valueSet"));
    }

    private static ClauseSource Listing(string? system, string? version, IEnumerable<(string Code, string? Display)> codes) =>
        new(system, version, codes.ToArray(), [], []);

    private static IEnumerable<(string System, string Code, string? Display)> Contained(JsonElement parent) =>
        parent.Items("contains").SelectMany(item =>
            (item.OptionalText("code") is { } code && item.OptionalText("system") is { } system ? [(system, code, item.OptionalText("display"))] : Array.Empty<(string, string, string?)>())
            .Concat(Contained(item)));

    // http://hl7.org/fhir/R4/valueset.html#expansion: a page of an expansion, or one that says it is open, cannot exclude a code.
    private static bool IsComplete(JsonElement expansion, int codes) =>
        !expansion.Items("extension").Any(extension => extension.Text("url") is Unclosed or TooCostly && extension.Choice("value")?.Value.ValueKind != JsonValueKind.False)
        && expansion.Number("offset", 0) == 0
        && expansion.Number("total", codes) <= codes;
}
