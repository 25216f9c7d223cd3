using Tessera.Fhir.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>The elements of a resource as origins name them: each element, and each coding of a concept.</summary>
internal static class ElementPaths
{
    public static IEnumerable<ElementOrigin> Of(FhirNode resource, string type)
    {
        var paths = new List<ElementOrigin>();
        foreach (var element in resource.Children)
        {
            if (element.Name is "resourceType" or "meta" or "text") continue;
            var path = $"{type}.{element.Name}";
            paths.Add(new ElementOrigin(path, path));
            var number = 0;
            foreach (var _ in element["coding"].Items)
            {
                var one = $"{path}.coding[{number++}]";
                paths.Add(new ElementOrigin(one, one));
            }
        }

        return paths;
    }
}
