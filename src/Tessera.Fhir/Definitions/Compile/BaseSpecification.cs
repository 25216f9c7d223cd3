using System.Text.Json;
using Tessera.Fhir.Definitions.Snapshots;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>The definitions of the base specification as it was published. Where the package that brings them has put elements of its own, or of a later
/// version, into a snapshot, the differential still says what was published, and the snapshot is made from it.</summary>
internal static class BaseSpecification
{
    public static IEnumerable<JsonElement> Structures(IReadOnlyList<JsonElement> structures)
    {
        var byUrl = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var structure in structures) byUrl.TryAdd(structure.Text("url"), structure);
        var generator = new SnapshotGenerator(canonical => byUrl.TryGetValue(canonical, out var found) ? found : null);
        return structures.Select(structure => IsType(structure) && generator.TryGenerate(structure, out var elements, out _) ? WithElementsOf(structure, elements) : structure);
    }

    // An element that both have stays as it was published: the package also mends some invariants, and one of the differentials is of R5 in part.
    private static JsonElement WithElementsOf(JsonElement structure, JsonElement generated)
    {
        var published = structure.Part("snapshot").Items("element").GroupBy(element => element.Text("id")).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        if (generated.EnumerateArray().Select(element => element.Text("id")).SequenceEqual(published.Keys)) return structure;
        return structure.WithSnapshot(JsonWriting.Array(generated.EnumerateArray().Select(element => published.GetValueOrDefault(element.Text("id"), element))));
    }

    /// <summary>Leaves out search parameters of later versions: they ask for elements that R4 does not have.</summary>
    public static IEnumerable<JsonElement> SearchParameters(IEnumerable<JsonElement> parameters) =>
        parameters.Where(parameter => parameter.Text("version") is "" or ['4', '.', '0', ..]);

    private static bool IsType(JsonElement structure) =>
        structure.Text("derivation") == "specialization" && structure.Text("kind") is "resource" or "complex-type" && structure.Part("differential").Items("element").Any();
}
