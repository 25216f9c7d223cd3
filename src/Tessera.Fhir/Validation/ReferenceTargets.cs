using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>Finds what references point to inside one document: contained resources and the entries of a Bundle, each looked
/// up in a table, so that a large Bundle takes time in proportion to its size. See https://hl7.org/fhir/R4/bundle.html#references</summary>
internal sealed class ReferenceTargets
{
    private static readonly Dictionary<string, int> None = [];
    private readonly Dictionary<string, int> byUrl = None;
    private readonly Dictionary<string, int> byTypeAndId = None;
    private readonly List<Entry> entries = [];
    private Dictionary<(int Target, string Profile), SliceMatch>? conformance;
    private Dictionary<(string Url, string Version), int>? versions;
    private readonly FhirNode root;
    private readonly WellKnownNames known;

    /// <param name="root">A resource; when it is a Bundle its entries can be found.</param>
    /// <param name="known">Name ids.</param>
    public ReferenceTargets(FhirNode root, WellKnownNames known)
    {
        (this.root, this.known) = (root, known);
        if (!root[known.ResourceType].TextEquals("Bundle"u8)) return;
        IsBundle = true;
        (byUrl, byTypeAndId) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var entry in root[known.Entry].Items)
        {
            var resource = entry[known.Resource];
            if (resource.Kind != JsonKind.Object) continue;
            var full = entry[known.FullUrl];
            var url = full.Kind == JsonKind.String ? full.ToText() : null;
            var isRestful = RestfulUrl.TryParse(url is null ? default : full.Utf8, out var named, out _);
            var key = resource.Text("resourceType") is { } type && resource.Text("id") is { } id ? $"{type}/{id}" : null;
            var place = entries.Count;
            var earlier = url is not null && !byUrl.TryAdd(url, place) ? byUrl[url] : -1;
            if (earlier >= 0) entries[earlier] = entries[earlier] with { HasTwin = true };
            if (key is not null) byTypeAndId.TryAdd(key, place);
            entries.Add(new Entry(resource, url, isRestful ? Encoding.UTF8.GetString(full.Utf8[..named.Start.Value]) : null));
        }
    }

    /// <summary>Whether the document is a Bundle.</summary>
    public bool IsBundle { get; }

    /// <summary>The resource that a reference leads to, also where only its type and id say so.</summary>
    /// <param name="reference">A Reference, or the text of one.</param>
    /// <param name="within">The resource that holds it: its contained resources come first.</param>
    public FhirNode Find(FhirNode reference, FhirNode within)
    {
        if (entries.Count == 0 && !IsFragment(reference)) return default;
        var text = reference.Kind == JsonKind.String ? reference.ToText() : reference.Text("reference");
        if (text is null) return default;
        if (text.StartsWith('#')) return text.Length == 1 ? within : Contained(within, text[1..]) is { Exists: true } inner ? inner : Contained(root, text[1..]);
        if (FindEntry(text, reference.Index, out _) is { Exists: true } found) return found;
        return byTypeAndId.TryGetValue(WithoutVersion(text, out _), out var loose) ? entries[loose].Resource : default;
    }

    /// <summary>The entry that a reference means by the rules for Bundles alone: full URLs, relative ones completed from that of the entry
    /// that holds the reference.</summary>
    /// <param name="reference">The text of the reference.</param>
    /// <param name="place">Where it stands: index of the node.</param>
    /// <param name="isAmbiguous">Whether several entries fit.</param>
    public FhirNode FindEntry(string reference, int place, out bool isAmbiguous)
    {
        isAmbiguous = false;
        var url = WithoutVersion(reference, out var version);
        if (!url.Contains(':'))
        {
            if (EntryAround(place) is not { Base: { } origin }) return default;
            url = origin + url;
        }
        if (!byUrl.TryGetValue(url, out var first)) return default;
        if (version is null)
        {
            isAmbiguous = entries[first].HasTwin;
            return entries[first].Resource;
        }
        return Versions.TryGetValue((url, version), out var exact) ? entries[exact].Resource : default;
    }

    // Made when a reference first names a version.
    private Dictionary<(string Url, string Version), int> Versions
    {
        get
        {
            if (versions is not null) return versions;
            versions = [];
            for (var i = 0; i < entries.Count; i++)
                if (entries[i].Url is { } url && entries[i].Resource["meta"].Text("versionId") is { } version) versions.TryAdd((url, version), i);
            return versions;
        }
    }

    /// <summary>Whether it is known whether a target conforms to a profile: asked once however many references lead to it.</summary>
    public bool TryConformance(FhirNode target, string profile, out SliceMatch answer)
    {
        answer = SliceMatch.Unknown;
        return conformance is not null && conformance.TryGetValue((target.Index, profile), out answer);
    }

    /// <summary>Keeps the answer.</summary>
    public void Conforms(FhirNode target, string profile, SliceMatch answer) => (conformance ??= [])[(target.Index, profile)] = answer;

    private static string WithoutVersion(string reference, out string? version)
    {
        var at = reference.IndexOf("/_history/", StringComparison.Ordinal);
        version = at > 0 ? reference[(at + 10)..] : null;
        return at > 0 ? reference[..at] : reference;
    }

    private Entry? EntryAround(int place)
    {
        var (low, high) = (0, entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Resource.Index > place) high = middle - 1;
            else low = middle + 1;
        }
        return high >= 0 ? entries[high] : null;
    }

    private static bool IsFragment(FhirNode reference) =>
        (reference.Kind == JsonKind.String ? reference : reference["reference"]) is { Kind: JsonKind.String } text && text.Utf8.StartsWith("#"u8);

    private FhirNode Contained(FhirNode holder, string id) => ContainedResources.Find(holder[known.Contained], known.Id, Encoding.UTF8.GetBytes(id));

    private sealed record Entry(FhirNode Resource, string? Url, string? Base, bool HasTwin = false);
}
