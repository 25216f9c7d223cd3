using Tessera.Fhir.Json;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Which report each result belongs to, and the specimen that the report names.</summary>
internal sealed class ReportIndex
{
    private readonly Dictionary<string, (string Report, string? Specimen)> byResult = new(StringComparer.Ordinal);

    public ReportIndex(Fields fields, IReadOnlyList<FhirDocument> documents)
    {
        foreach (var document in documents)
        {
            if (document.ResourceType is not "DiagnosticReport" || document.Id is not { } id) continue;
            var specimens = document.Root[fields.Specimen];
            // Of several specimens nobody knows which one a result is from.
            var specimen = specimens.Count == 1 || specimens.Kind == JsonKind.Object ? ResourceIndex.Normal(specimens.Items.First[fields.Reference]) : null;
            foreach (var result in document.Root[fields.Result].Items)
                if (ResourceIndex.Normal(result[fields.Reference]) is { } reference) byResult.TryAdd(reference, ($"DiagnosticReport/{id}", specimen));
        }
    }

    public (string? Report, string? Specimen) Of(string result) => byResult.TryGetValue(result, out var found) ? found : default;
}
