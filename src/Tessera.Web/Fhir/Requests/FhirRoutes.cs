using Microsoft.AspNetCore.Routing;

namespace Tessera.Web.Fhir.Requests;

/// <summary>All routes of the API, the particular before the general: one table for HTTP and for the entries of bundles.</summary>
internal sealed class FhirRoutes(ResourceTypes types)
{
    private readonly List<FhirRoute> all = [];

    public IReadOnlyList<FhirRoute> All => all;

    public void Add(FhirRoute route) => all.Add(route);

    /// <summary>Whether a path names a type that is stored here, or none.</summary>
    public bool Knows(RouteValueDictionary values) => values["type"] is not string type || types.Contains(type);

    /// <summary>The route of an entry's request, or null.</summary>
    public FhirRoute? Find(string method, string path, out RouteValueDictionary values)
    {
        foreach (var route in all)
        {
            values = [];
            if (route.InBundles && route.Methods.Contains(method) && route.Matcher.TryMatch("/" + path, values) && Knows(values)) return route;
        }

        values = [];
        return null;
    }
}
