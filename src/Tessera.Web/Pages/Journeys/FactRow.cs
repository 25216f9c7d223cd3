using Tessera.Fhir.Validation;
using Tessera.Store;
using JourneyFact = Tessera.Oncology.Journeys.Facts.Fact;

namespace Tessera.Web.Pages.Journeys;

/// <summary>One fact with where it is from and what validation says of its resource.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Origin">Where its resource is from; null when no origin is kept.</param>
/// <param name="Verdict">The verdict on its resource; null when it was not validated.</param>
public sealed record FactRow(JourneyFact Fact, Origin? Origin, Verdict? Verdict)
{
    /// <summary>Type of the resource.</summary>
    public string Type => Fact.Source[..Fact.Source.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Id of the resource.</summary>
    public string Id => Fact.Source[(Fact.Source.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
