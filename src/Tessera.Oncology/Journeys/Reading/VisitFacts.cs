using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Encounters.</summary>
internal static class VisitFacts
{
    public static Visit Read(in RecordReader record) => new()
    {
        Source = record.Source, Date = record.Date(), Status = record.Status(), What = ResourceText.Of(record.Document) is { Says: { Length: > 0 } says } ? says : "contact",
    };
}
