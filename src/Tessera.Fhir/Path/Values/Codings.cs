using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Values;

/// <summary>Equivalence of codings: the same code of the same system.</summary>
internal static class Codings
{
    public static bool Equivalent(FhirNode left, FhirNode right, PathSchema schema) =>
        Same(left[schema.CodeId], right[schema.CodeId]) && Same(left[schema.SystemId], right[schema.SystemId]);

    public static bool EquivalentConcepts(FhirNode left, FhirNode right, PathSchema schema)
    {
        var (a, b) = (left["coding"], right["coding"]);
        if (!a.Exists && !b.Exists) return JsonEquality.Equivalent(left, right);
        foreach (var one in a.Items)
        foreach (var other in b.Items)
            if (Equivalent(one, other, schema)) return true;
        return false;
    }

    private static bool Same(FhirNode left, FhirNode right) => left.Exists == right.Exists && (!left.Exists || left.Utf8.SequenceEqual(right.Utf8));
}
