using Tessera.Fhir.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>The elements of a resource as origins name them: each element, and each coding of a concept. Resources of one type mostly have the
/// same, so that their texts are made once.</summary>
internal sealed class ElementPaths
{
    private const int MostCodings = 50;

    private readonly Dictionary<(string Type, int Name, int Coding), ElementOrigin> known = [];

    /// <summary>The origins of a resource's elements, but for those that come from elsewhere.</summary>
    public void AddTo(List<ElementOrigin> origins, FhirNode resource, string type, Func<string, bool>? isElsewhere = null)
    {
        foreach (var element in resource.Children)
        {
            if (element.NameId < 0 || element.Name is "resourceType" or "meta" or "text" || isElsewhere?.Invoke(element.Name.TrimStart('_')) == true) continue;
            origins.Add(Origin(type, element, -1));
            var number = 0;
            foreach (var _ in element["coding"].Items)
                if (number < MostCodings) origins.Add(Origin(type, element, number++));
        }
    }

    private ElementOrigin Origin(string type, FhirNode element, int coding)
    {
        var key = (type, element.NameId, coding);
        if (known.TryGetValue(key, out var origin)) return origin;
        var path = coding < 0 ? $"{type}.{element.Name}" : $"{type}.{element.Name}.coding[{coding}]";
        return known[key] = new ElementOrigin(path, path);
    }
}
