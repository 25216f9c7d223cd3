using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Queries;

/// <summary>One element fulfils every part. That the parts hold at all, in whatever element, is a condition of its own beside this one, which indexes answer.</summary>
/// <param name="Parameter">The composite parameter.</param>
/// <param name="Parts">A condition for each component, in order.</param>
public sealed record CompositeMatch(SearchParameter Parameter, IReadOnlyList<SearchExpression> Parts) : ContentMatch
{
    /// <inheritdoc/>
    public override bool Holds(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Parameter.Composite!.HasElement(resource, Parts);
    }
}
