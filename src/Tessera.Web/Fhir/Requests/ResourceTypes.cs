using System.Collections.Frozen;
using Tessera.Fhir.Definitions;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The resource types that the node stores.</summary>
internal sealed class ResourceTypes
{
    // Messages of the API itself: they have no place in a store.
    private static readonly string[] NotStored = ["Resource", "DomainResource", "Parameters", "OperationOutcome"];

    private readonly FrozenSet<string> names;

    public ResourceTypes(FhirDefinitions definitions)
    {
        // Every concrete type is the base of some search parameter, but for Binary, which has only those of all resources.
        names = definitions.SearchParameters.SelectMany(parameter => parameter.Bases).Append("Binary").Except(NotStored).ToFrozenSet(StringComparer.Ordinal);
        Sorted = [.. names.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Sorted { get; }

    public bool Contains(string name) => names.Contains(name);
}
