using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Records;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What a profile fixes need not be said: it is filled in. What it needs and nothing feeds is a warning.</summary>
internal static class Prescribed
{
    /// <summary>Adds to the parts of an object what its profile fixes and the mapping does not say.</summary>
    /// <param name="place">The place in the profile.</param>
    /// <param name="type">The object's type.</param>
    /// <param name="parts">What the mapping says, as far as it can be read.</param>
    /// <param name="node">What the mapping says.</param>
    /// <param name="scope">Names.</param>
    /// <param name="refused">The elements that cannot be read, which is told already; null for a key that is no element and may be meant for any.</param>
    public static void FillIn(ProfilePlace place, FhirType type, List<(string Name, Element Value)> parts, YamlNode node, MappingScope scope, List<FhirProperty?> refused)
    {
        // What the record has need not be said.
        var keeps = scope.Keeps && place.Id == scope.Record?.Name;
        var named = parts.Select(part => type.Properties.First(property => property.JsonName == part.Name.TrimStart('_'))).Concat(refused.OfType<FhirProperty>()).Select(property => property.ElementName).ToHashSet(StringComparer.Ordinal);
        var added = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var required = place.Children().Where(element => element.Min > 0).ToList();
        foreach (var element in required)
        {
            var name = element.Path[(element.Path.LastIndexOf('.') + 1)..].Replace("[x]", "", StringComparison.Ordinal);
            if (named.Contains(name)) continue;
            var property = type.Element(name).FirstOrDefault();
            if (property is not null && new ProfilePlace(place.Structure, element.Id).Content(scope.Definitions) is { } json)
            {
                if (!added.TryGetValue(property.JsonName, out var items)) added.Add(property.JsonName, items = []);
                items.Add(json);
            }
            else if (!keeps && !refused.Contains(null) && (element.SliceName is not null || !required.Exists(slice => slice.Path == element.Path && slice.SliceName is not null)))
            {
                scope.Problems.Warn(node, $"{place.Structure!.Name} needs '{name}'{(element.SliceName is { } slice ? $" ({slice})" : "")}, and nothing feeds it", "Resources without it are invalid.");
            }
        }

        foreach (var (name, items) in added)
        {
            var property = type.Properties.First(property => property.JsonName == name);
            if (keeps) parts.Add((name, Beside(property, items, scope)));
            else parts.Add((name, Fixed.Json(property.IsCollection ? $"[{string.Join(',', items)}]" : items[0])));
        }
    }

    // To a list of the record is added what it does not say; a single element of the record stays.
    private static Element Beside(FhirProperty property, List<string> items, MappingScope scope)
    {
        var own = new CopyElement(scope.Columns.Use(property.IsChoice ? $"{property.ElementName}.ofType({property.TypeName})" : property.ElementName), property);
        return property.IsCollection ? new GrowingList([own, .. items.Select(Fixed.Json)]) : new FirstOf(own, Fixed.Json(items[0]));
    }
}
