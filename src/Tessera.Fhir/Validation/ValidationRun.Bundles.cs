using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>What Bundles of each type owe besides their invariants. See https://hl7.org/fhir/R4/bundle.html</summary>
internal sealed partial class ValidationRun
{
    private static readonly string[] PagingLinks = ["self", "first", "prev", "previous", "next", "last"];

    internal void Bundle(FhirNode bundle)
    {
        var type = bundle[known.Type] is { Kind: JsonKind.String } text ? rules.Interned(text.Utf8) : "";
        Links(bundle[known.Link]);
        path.Push("entry", -1);
        var place = 0;
        foreach (var entry in bundle[known.Entry].Items)
        {
            path.Item(place++);
            if (entry.Kind == JsonKind.Object) BundleEntry(entry, type);
        }
        path.Pop();
        if (type is "document" or "message") References(bundle, isDocument: type == "document");
    }

    // A page has one address and one next page (https://hl7.org/fhir/R4/http.html#paging).
    private void Links(FhirNode links)
    {
        var seen = 0;
        var place = 0;
        path.Push("link", -1);
        foreach (var link in links.Items)
        {
            path.Item(place++);
            if (link[known.Relation] is not { Kind: JsonKind.String } relation || Array.IndexOf(PagingLinks, rules.Interned(relation.Utf8)) is not (>= 0 and var which)) continue;
            if ((seen & (1 << which)) != 0) Report(IssueSeverity.Error, IssueType.Duplicate, $"There is more than one link {PagingLinks[which]}.", "Keep one of them.", "relation");
            seen |= 1 << which;
        }
        path.Pop();
    }

    private void BundleEntry(FhirNode entry, string type)
    {
        var resource = entry[known.Resource];
        if (entry[known.FullUrl] is { Kind: JsonKind.String } url) FullUrl(url, resource, entry);
        else if (resource.Kind == JsonKind.Object && NeedsFullUrl(entry, resource, type))
            Report(IssueSeverity.Error, IssueType.Required, $"The entry has no fullUrl, which says what resource it holds in a Bundle of type {type}.", "Add the resource's absolute URL, or urn:uuid: and a new UUID.", "fullUrl");
        if (type == "searchset" && resource.Kind == JsonKind.Object) SearchResult(resource, entry[known.Search][known.Mode]);
    }

    // https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.fullUrl: empty on a POST; operations may answer with resources that have no identity.
    private bool NeedsFullUrl(FhirNode entry, FhirNode resource, string type) => type switch
    {
        "document" or "message" => true,
        "searchset" or "collection" => resource[known.Id].Exists,
        "history" => !entry[known.Request][known.Method].TextEquals("POST"u8),
        _ => false,
    };

    private void FullUrl(FhirNode url, FhirNode resource, FhirNode entry)
    {
        if (!Uris.IsAbsolute(url.Utf8))
        {
            Report(IssueSeverity.Error, IssueType.Value, $"The fullUrl {Quoted(url)} is not absolute.", "Write the whole URL with its server, or urn:uuid: and a UUID.", "fullUrl");
            return;
        }
        if (resource.Kind != JsonKind.Object || !RestfulUrl.TryParse(url.Utf8, out var type, out var id) || rules.ResourceType(rules.Interned(url.Utf8[type])) is null) return;
        if (resource[known.ResourceType].TextEquals(url.Utf8[type]) && resource[known.Id].TextEquals(url.Utf8[id])) return;
        if (entry[known.Request][known.Method].TextEquals("POST"u8)) return;
        var actual = resource[known.ResourceType].ToText();
        Report(IssueSeverity.Error, IssueType.Value, $"The fullUrl {Quoted(url)} is that of another resource; this is {Shortened(actual)}/{(resource[known.Id].Exists ? Shortened(resource[known.Id].ToText()) : "without id")}.", "Make the URL and the resource's type and id agree.", "fullUrl");
    }

    private void SearchResult(FhirNode resource, FhirNode mode)
    {
        var isOutcome = resource[known.ResourceType].TextEquals("OperationOutcome"u8);
        if (mode.TextEquals("outcome"u8) && !isOutcome)
            Report(IssueSeverity.Error, IssueType.Value, $"An entry of mode outcome is an OperationOutcome; found {Shortened(resource[known.ResourceType].ToText())}.", "Correct the mode or the resource.", "resource");
        // http://hl7.org/fhir/R4/resource.html#id: every resource has an id but one that is on its way to be created.
        if (mode.Exists && !mode.TextEquals("outcome"u8) && !isOutcome && !resource[known.Id].Exists)
            Report(IssueSeverity.Error, IssueType.Required, "What a search finds is stored, so it has an id; there is none.", "Add the id.", "resource");
    }

    /// <summary>A document holds what its Composition refers to, a message the focus of its header (https://hl7.org/fhir/R4/documents.html#content,
    /// https://hl7.org/fhir/R4/messageheader-definitions.html#MessageHeader.focus).</summary>
    private void References(FhirNode bundle, bool isDocument)
    {
        FhirNode first = default;
        foreach (var entry in bundle[known.Entry].Items)
        {
            first = entry[known.Resource];
            break;
        }
        if (!first[known.ResourceType].TextEquals(isDocument ? "Composition"u8 : "MessageHeader"u8)) return;
        var inside = bundle == document.Root ? Targets : new ReferenceTargets(bundle, known);
        path.Push("entry", 0);
        path.Push("resource", -1);
        if (!isDocument) Included(first, "focus", inside);
        else CompositionReferences(first, inside);
        path.Pop();
        path.Pop();
    }

    private void CompositionReferences(FhirNode composition, ReferenceTargets inside)
    {
        foreach (var name in (ReadOnlySpan<string>)["subject", "encounter", "author", "custodian"]) Included(composition, name, inside);
        Below(composition, "attester", "party", inside);
        Below(composition, "event", "detail", inside);
        Sections(composition, inside, 0);
    }

    private void Sections(FhirNode parent, ReferenceTargets inside, int depth)
    {
        if (depth > 32) return;
        var place = 0;
        path.Push("section", -1);
        foreach (var section in parent[known.Section].Items)
        {
            path.Item(place++);
            foreach (var name in (ReadOnlySpan<string>)["author", "focus", "entry"]) Included(section, name, inside);
            Sections(section, inside, depth + 1);
        }
        path.Pop();
    }

    private void Below(FhirNode parent, string list, string name, ReferenceTargets inside)
    {
        var place = 0;
        path.Push(list, -1);
        foreach (var item in parent[list].Items)
        {
            path.Item(place++);
            Included(item, name, inside);
        }
        path.Pop();
    }

    private void Included(FhirNode parent, string name, ReferenceTargets inside)
    {
        var property = parent[name];
        var place = 0;
        path.Push(name, -1);
        foreach (var item in property.Items)
        {
            if (property.Kind == JsonKind.Array) path.Item(place++);
            if (item[known.Reference] is not { Kind: JsonKind.String } reference || reference.Utf8.IsEmpty || reference.Utf8[0] == '#') continue;
            if (!inside.FindEntry(reference.ToText(), item.Index, out var isAmbiguous).Exists)
                Report(IssueSeverity.Error, IssueType.NotFound, $"The Bundle does not hold {Quoted(reference)}, which it must.", "Add the resource as an entry whose fullUrl is the reference, completed from the URL of this entry.", "reference");
            else if (isAmbiguous)
                Report(IssueSeverity.Error, IssueType.Duplicate, $"Several entries are {Quoted(reference)}.", "Name the version in the reference, or keep one of the entries.", "reference");
        }
        path.Pop();
    }
}
