using Tessera.Fhir.Json;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>The resources of one patient by their reference.</summary>
internal sealed class ResourceIndex
{
    private readonly Dictionary<string, FhirNode> roots;
    private readonly Fields fields;

    public ResourceIndex(Fields fields, List<PatientRecord> records)
    {
        this.fields = fields;
        roots = new Dictionary<string, FhirNode>(records.Count, StringComparer.Ordinal);
        foreach (var record in records) roots.TryAdd(record.Source, record.Document.Root);
    }

    /// <summary>The resource that a reference of another one means, or no node: contained, of the same patient, or shared.</summary>
    /// <param name="from">The resource that refers.</param>
    /// <param name="reference">As <see cref="Normal"/> makes it.</param>
    public FhirNode Find(FhirNode from, string? reference)
    {
        if (reference is null) return default;
        if (!reference.StartsWith('#')) return roots.GetValueOrDefault(reference);
        foreach (var contained in from.Document.Root[fields.Contained].Items)
            if (contained[fields.Id] is { Exists: true } id && id.ToText().AsSpan().SequenceEqual(reference.AsSpan(1))) return contained;
        return default;
    }

    /// <summary>A literal reference as <c>Type/id</c>, whatever its base URL and version; null when there is none.</summary>
    public static string? Normal(FhirNode reference)
    {
        if (reference.Kind != JsonKind.String) return null;
        var text = reference.ToText();
        if (text.IndexOf("/_history/", StringComparison.Ordinal) is > 0 and var history) text = text[..history];
        if (text.Length == 0 || text[0] == '#' || text.StartsWith("urn:", StringComparison.Ordinal)) return text.Length == 0 ? null : text;
        var last = text.LastIndexOf('/');
        if (last <= 0) return text;
        var before = text.LastIndexOf('/', last - 1);
        return before < 0 ? text : text[(before + 1)..];
    }
}
