using Tessera.Fhir.Json;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>A document with what identifies it, read once.</summary>
/// <param name="Document">The document.</param>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its logical id.</param>
/// <param name="Source">Both as a reference: <c>Observation/17</c>.</param>
internal readonly record struct PatientRecord(FhirDocument Document, string Type, string Id, string Source)
{
    // Types that a journey reads: their names are not made anew for each document.
    private static readonly (byte[] Utf8, string Name)[] Known = [.. JourneyReader.Types.Append("Medication").Select(type => (System.Text.Encoding.UTF8.GetBytes(type), type))];

    /// <summary>The documents that a journey may read, in their order; those without type or id are none.</summary>
    public static List<PatientRecord> Of(Fields fields, IReadOnlyList<FhirDocument> documents)
    {
        var records = new List<PatientRecord>(documents.Count);
        foreach (var document in documents)
        {
            var root = document.Root;
            if (TypeOf(root[fields.ResourceType]) is not { } type || root[fields.Id] is not { Kind: JsonKind.String } node) continue;
            var id = node.ToText();
            records.Add(new PatientRecord(document, type, id, $"{type}/{id}"));
        }

        return records;
    }

    private static string? TypeOf(FhirNode node)
    {
        if (node.Kind != JsonKind.String) return null;
        var utf8 = node.Utf8;
        foreach (var (known, name) in Known)
            if (utf8.SequenceEqual(known)) return name;
        return null;
    }
}
