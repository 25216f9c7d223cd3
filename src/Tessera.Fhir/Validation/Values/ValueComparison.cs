using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Values;

/// <summary>Compares a value with the fixed value or pattern of a profile. See https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.pattern_x_</summary>
internal static class ValueComparison
{
    /// <summary>Whether a value is the same as another: all properties, all items in order, numbers by value.</summary>
    public static bool Same(FhirNode value, FhirNode other)
    {
        if (value.Kind != other.Kind) return false;
        switch (value.Kind)
        {
            case JsonKind.Object:
                if (value.Count != other.Count) return false;
                foreach (var property in other.Children)
                    if (Child(value, property) is not { Exists: true } match || !Same(match, property)) return false;
                return true;
            case JsonKind.Array:
                if (value.Count != other.Count) return false;
                var items = value.Children.GetEnumerator();
                foreach (var expected in other.Children)
                    if (!items.MoveNext() || !Same(items.Current, expected)) return false;
                return true;
            default:
                return SameScalar(value, other);
        }
    }

    /// <summary>Whether a value holds everything that a pattern holds; it may hold more.</summary>
    public static bool Contains(FhirNode value, FhirNode pattern)
    {
        if (pattern.Kind == JsonKind.Array)
        {
            foreach (var expected in pattern.Children)
                if (!AnyContains(value, expected)) return false;
            return true;
        }
        if (value.Kind != pattern.Kind) return false;
        if (pattern.Kind != JsonKind.Object) return SameScalar(value, pattern);
        foreach (var property in pattern.Children)
            if (Child(value, property) is not { Exists: true } match || !Contains(match, property)) return false;
        return true;
    }

    private static bool AnyContains(FhirNode list, FhirNode expected)
    {
        foreach (var item in list.Items)
            if (Contains(item, expected)) return true;
        return false;
    }

    private static bool SameScalar(FhirNode value, FhirNode other) =>
        value.Kind == other.Kind && (value.Kind == JsonKind.Number ? Numbers.SameValue(value.Utf8, other.Utf8) : value.Utf8.SequenceEqual(other.Utf8));

    private static FhirNode Child(FhirNode parent, FhirNode like) =>
        like.NameId >= 0 && ReferenceEquals(parent.Document.Names, like.Document.Names) ? parent[like.NameId] : parent[like.Name];
}
