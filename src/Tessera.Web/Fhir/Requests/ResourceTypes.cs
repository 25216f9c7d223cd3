using System.Collections.Frozen;
using Tessera.Fhir.Search;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The resource types that the node stores.</summary>
internal sealed class ResourceTypes
{
    // Messages of the API itself: they have no place in a store.
    private static readonly string[] NotStored = ["Resource", "DomainResource", "Parameters", "OperationOutcome"];

    private readonly FrozenSet<string> names;

    public ResourceTypes(SearchParameters parameters)
    {
        names = parameters.ResourceTypes.Except(NotStored).ToFrozenSet(StringComparer.Ordinal);
        Sorted = [.. names.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Sorted { get; }

    public bool Contains(string name) => names.Contains(name);
}
