using System.Globalization;
using Tessera.Fhir.Definitions;

namespace Tessera.Sources.FhirRecords;

/// <summary>Places in a resource, such as <c>Condition.code.coding[0].code</c>: names as JSON writes them, numbers for items of lists.</summary>
internal static class ResourcePath
{
    // What a person fills in where an element of this type is missing.
    private static readonly Dictionary<string, string[]> Parts = new(StringComparer.Ordinal)
    {
        ["Address"] = ["line[0]", "postalCode", "city", "country"],
        ["Age"] = ["value", "unit", "system", "code"],
        ["Annotation"] = ["text"],
        ["CodeableConcept"] = ["coding[0].system", "coding[0].code", "text"],
        ["Coding"] = ["system", "code"],
        ["ContactPoint"] = ["system", "value"],
        ["Dosage"] = ["text"],
        ["Duration"] = ["value", "unit", "system", "code"],
        ["HumanName"] = ["family", "given[0]"],
        ["Identifier"] = ["system", "value"],
        ["Period"] = ["start", "end"],
        ["Quantity"] = ["value", "unit", "system", "code"],
        ["Range"] = ["low.value", "low.unit", "high.value", "high.unit"],
        ["Ratio"] = ["numerator.value", "numerator.unit", "denominator.value", "denominator.unit"],
        ["Reference"] = ["reference"],
    };

    /// <summary>The steps below the resource: names and numbers in turn, as they come; empty when the path is no plain path.</summary>
    public static IReadOnlyList<object> Steps(string path)
    {
        var steps = new List<object>();
        foreach (var part in path.Split('.').Skip(1))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) return [];
            steps.Add(name);
            if (bracket < 0) continue;
            if (part[^1] != ']' || !int.TryParse(part.AsSpan(bracket + 1, part.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return [];
            steps.Add(number);
        }

        return steps;
    }

    /// <summary>Whether a place is another one or lies within it. A choice is <c>value</c> in findings and <c>valueQuantity</c> in JSON.</summary>
    public static bool IsWithin(string place, string other) => place.StartsWith(other, StringComparison.Ordinal)
        && (place.Length == other.Length || place[other.Length] is '.' or '[' || char.IsAsciiLetterUpper(place[other.Length]));

    /// <summary>The property that a place is a value of, or null when the definitions know none.</summary>
    public static FhirProperty? Property(string path, FhirDefinitions definitions)
    {
        var type = definitions.Type(path.Split('.')[0]);
        FhirProperty? property = null;
        foreach (var name in Steps(path).OfType<string>())
        {
            property = (property is null ? type : property.Type)?.Properties.FirstOrDefault(known => known.JsonName == name);
            if (property is null) return null;
        }

        return property;
    }

    /// <summary>The places of the values of an element that is missing: its own when it is a primitive, the usual parts of a data type, those of every
    /// type of a choice, of which a person fills in one; none of what is a group of further elements.</summary>
    public static IEnumerable<string> Values(string path, FhirDefinitions definitions) =>
        Property(path, definitions) is { } property ? Values(path, property) : Choice(path, definitions).SelectMany(one => Values(path[..(path.LastIndexOf('.') + 1)] + one.JsonName, one));

    // The element value[x] is called value where it is missing.
    private static IEnumerable<FhirProperty> Choice(string path, FhirDefinitions definitions)
    {
        var (end, type) = (path.LastIndexOf('.'), default(FhirType));
        if (end > 0) type = path.IndexOf('.', StringComparison.Ordinal) == end ? definitions.Type(path[..end]) : Property(path[..end], definitions)?.Type;
        return type?.Element(path[(end + 1)..]).Where(property => property.IsChoice) ?? [];
    }

    private static IEnumerable<string> Values(string path, FhirProperty property)
    {
        var place = property.IsCollection && path[^1] != ']' ? path + "[0]" : path;
        if (property.Type.Kind == FhirTypeKind.Primitive) return [place];
        return Parts.TryGetValue(property.TypeName, out var parts) ? parts.Select(part => $"{place}.{part}") : [];
    }
}
