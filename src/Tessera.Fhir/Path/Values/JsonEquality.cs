using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Values;

/// <summary>Structural equality of elements: the same children with the same values, whatever the order of properties.</summary>
internal static class JsonEquality
{
    public static bool Equal(FhirNode left, FhirNode right) => Same(left, right, false);

    public static bool Equivalent(FhirNode left, FhirNode right) => Same(left, right, true);

    private static bool Same(FhirNode left, FhirNode right, bool loosely)
    {
        if (left.Kind != right.Kind) return false;
        return left.Kind switch
        {
            JsonKind.None or JsonKind.Null or JsonKind.True or JsonKind.False => true,
            JsonKind.String => loosely ? Texts.Equivalent(left.Utf8, right.Utf8) : left.Utf8.SequenceEqual(right.Utf8),
            JsonKind.Number => SameNumber(left, right),
            JsonKind.Array => SameItems(left, right, loosely),
            _ => SameProperties(left, right, loosely),
        };
    }

    private static bool SameNumber(FhirNode left, FhirNode right) =>
        left.Utf8.SequenceEqual(right.Utf8) ||
        (SystemValues.TryDecimal(left.Utf8, out var a) && SystemValues.TryDecimal(right.Utf8, out var b) && a == b);

    private static bool SameItems(FhirNode left, FhirNode right, bool loosely)
    {
        if (left.Count != right.Count) return false;
        var others = right.Children.GetEnumerator();
        foreach (var item in left.Children)
            if (!others.MoveNext() || !Same(item, others.Current, loosely)) return false;
        return true;
    }

    private static bool SameProperties(FhirNode left, FhirNode right, bool loosely)
    {
        if (left.Count != right.Count) return false;
        foreach (var property in left.Children)
        {
            var other = property.NameId >= 0 && ReferenceEquals(left.Document.Names, right.Document.Names) ? right[property.NameId] : right[property.Name];
            if (!Same(property, other, loosely)) return false;
        }
        return true;
    }
}
