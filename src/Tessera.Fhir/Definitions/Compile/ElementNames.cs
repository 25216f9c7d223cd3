namespace Tessera.Fhir.Definitions.Compile;

/// <summary>The closed vocabulary of JSON property names: every element of every type, choices written out.</summary>
internal static class ElementNames
{
    public static IReadOnlyList<string> Of(IEnumerable<StructureDefinition> structures)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { "resourceType" };
        foreach (var element in structures.Where(structure => !structure.IsProfile).SelectMany(structure => structure.Elements))
        {
            var name = element.Path[(element.Path.LastIndexOf('.') + 1)..];
            if (!element.Path.Contains('.')) continue;
            if (!name.EndsWith("[x]", StringComparison.Ordinal)) names.Add(name);
            else foreach (var type in element.Types) names.Add(ChoiceName(name, type.Code));
        }
        return [.. names];
    }

    /// <summary>The JSON name of a choice element for one type: <c>value[x]</c> and <c>Quantity</c> make <c>valueQuantity</c>.</summary>
    public static string ChoiceName(string element, string type) => string.Concat(element.AsSpan(0, element.Length - 3), type[..1].ToUpperInvariant(), type.AsSpan(1));
}
