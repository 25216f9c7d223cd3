using System.Collections.Frozen;
using System.Text;
using Tessera.Fhir.Search;
using Tessera.Fhir.Terminology;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The resource types that the node stores.</summary>
internal sealed class ResourceTypes
{
    // Messages of the API itself: they have no place in a store.
    private static readonly string[] NotStored = ["Resource", "DomainResource", "Parameters", "OperationOutcome"];

    private readonly FrozenSet<string> names;

    public ResourceTypes(SearchParameters parameters)
    {
        // The definitions also hold types of later versions of FHIR; those of this one are its value set.
        var known = parameters.Definitions.FindValueSet("http://hl7.org/fhir/ValueSet/resource-types");
        names = parameters.ResourceTypes.Except(NotStored)
            .Where(name => known?.ContainsCode(Encoding.UTF8.GetBytes(name), out _) != Membership.NotMember)
            .ToFrozenSet(StringComparer.Ordinal);
        Sorted = [.. names.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Sorted { get; }

    public bool Contains(string name) => names.Contains(name);
}
