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
        return structures.Select(structure => IsType(structure) && generator.TryGenerate(structure, out var elements, out _) && !Ids(elements.EnumerateArray()).SequenceEqual(Ids(structure.Part("snapshot").Items("element")))
            ? structure.WithSnapshot(elements)
            : structure);
    }

    /// <summary>Leaves out search parameters of later versions: they ask for elements that R4 does not have.</summary>
    public static IEnumerable<JsonElement> SearchParameters(IEnumerable<JsonElement> parameters) =>
        parameters.Where(parameter => parameter.Text("version") is "" or ['4', '.', '0', ..]);

    private static bool IsType(JsonElement structure) =>
        structure.Text("derivation") == "specialization" && structure.Text("kind") is "resource" or "complex-type" && structure.Part("differential").Items("element").Any();

    private static IEnumerable<string> Ids(IEnumerable<JsonElement> elements) => elements.Select(element => element.Text("id"));
}
