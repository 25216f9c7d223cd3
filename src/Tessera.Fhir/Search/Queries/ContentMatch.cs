using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A condition that is decided on the resource itself, because an index of it would cost every write more than the rare search is worth.
/// Databases test it last, on what the other conditions leave.</summary>
public abstract record ContentMatch : SearchExpression
{
    /// <summary>Whether a resource fulfils it.</summary>
    public abstract bool Holds(FhirDocument resource);
}
