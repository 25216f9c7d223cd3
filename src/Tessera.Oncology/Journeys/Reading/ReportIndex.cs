using Tessera.Fhir.Json;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Which report each result belongs to, and the specimen that the report names.</summary>
internal sealed class ReportIndex
{
    private readonly Dictionary<string, (string Report, string? Specimen)> byResult = new(StringComparer.Ordinal);

    public ReportIndex(Fields fields, List<PatientRecord> records)
    {
        foreach (var record in records)
        {
            if (record.Type != "DiagnosticReport") continue;
            var specimens = record.Document.Root[fields.Specimen];
            // Of several specimens nobody knows which one a result is from.
            var specimen = specimens.Count == 1 || specimens.Kind == JsonKind.Object ? ResourceIndex.Normal(specimens.Items.First[fields.Reference]) : null;
            foreach (var result in record.Document.Root[fields.Result].Items)
                if (ResourceIndex.Normal(result[fields.Reference]) is { } reference) byResult.TryAdd(reference, (record.Source, specimen));
        }
    }

    public (string? Report, string? Specimen) Of(string result) => byResult.TryGetValue(result, out var found) ? found : default;
}
