using System.Runtime.CompilerServices;
using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Schema;

/// <summary>The resources of a Bundle by their addresses, made once for each document: resolving all references of a Bundle takes
/// time in proportion to its size. See https://hl7.org/fhir/R4/bundle.html#references</summary>
internal sealed class BundleIndex
{
    private static readonly ConditionalWeakTable<FhirDocument, BundleIndex> Known = [];
    private readonly Dictionary<string, int> byFullUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byTypeAndId = new(StringComparer.Ordinal);
    private readonly List<int> resources = [];
    private readonly List<string?> bases = [];

    private BundleIndex(FhirDocument document, PathSchema schema)
    {
        Document = document;
        foreach (var entry in document.Root[schema.EntryId].Items)
        {
            var resource = entry[schema.ResourceId];
            if (resource.Kind != JsonKind.Object) continue;
            var url = entry[schema.FullUrlId] is { Kind: JsonKind.String } full ? full.ToText() : null;
            if (url is not null) byFullUrl.TryAdd(url, resource.Index);
            var (type, id) = (resource[schema.ResourceTypeId], resource[schema.IdId]);
            var key = type.Exists && id.Exists ? $"{type.ToText()}/{id.ToText()}" : null;
            if (key is not null) byTypeAndId.TryAdd(key, resource.Index);
            resources.Add(resource.Index);
            bases.Add(url is not null && key is not null && url.EndsWith("/" + key, StringComparison.Ordinal) ? url[..^key.Length] : null);
        }
    }

    public FhirDocument Document { get; }

    public static BundleIndex Of(FhirDocument document, PathSchema schema) =>
        Known.TryGetValue(document, out var index) ? index : Known.GetValue(document, key => new BundleIndex(key, schema));

    /// <summary>The resource of a reference; relative ones are first read against the address of the entry that holds them.</summary>
    public FhirNode Find(ReadOnlySpan<byte> reference, int place)
    {
        var text = Encoding.UTF8.GetString(reference);
        if (text.IndexOf("/_history/", StringComparison.Ordinal) is > 0 and var history) text = text[..history];
        if (byFullUrl.TryGetValue(text, out var found)) return new FhirNode(Document, found);
        if (text.Contains(':', StringComparison.Ordinal)) return default;
        if (Around(place) is >= 0 and var entry && bases[entry] is { } root && byFullUrl.TryGetValue(root + text, out found)) return new FhirNode(Document, found);
        return byTypeAndId.TryGetValue(text, out found) ? new FhirNode(Document, found) : default;
    }

    /// <summary>The entry's resource that a node lies in.</summary>
    public FhirNode EntryAround(int place) => Around(place) is >= 0 and var entry ? new FhirNode(Document, resources[entry]) : default;

    private int Around(int place)
    {
        var at = resources.BinarySearch(place);
        if (at < 0) at = ~at - 1;
        return at >= 0 && place < Document.Tape[resources[at]].Next ? at : -1;
    }
}
