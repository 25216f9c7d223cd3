using Tessera.Fhir.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>The values of a resource: what the cells are to a row.</summary>
internal static class LeafCount
{
    public static int Of(FhirNode node)
    {
        if (node.Kind is not (JsonKind.Object or JsonKind.Array)) return node.Exists ? 1 : 0;
        var count = 0;
        foreach (var child in node.Children) count += Of(child);
        return count;
    }
}
