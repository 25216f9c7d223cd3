using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.References;

/// <summary>The places of a resource that may mean another one by its URL: <c>Reference.reference</c>, elements of the types uri, url,
/// oid, uuid and canonical, and the links of a narrative. See https://hl7.org/fhir/R4/http.html#trules. Those of a Bundle mean its own entries
/// (https://hl7.org/fhir/R4/bundle.html#references), and are none of these.</summary>
public static class ResourceUrls
{
    /// <summary>Puts other URLs in the place of some.</summary>
    /// <param name="document">A resource.</param>
    /// <param name="definitions">The definitions that it was read with.</param>
    /// <param name="replacement">Given a URL and whether it stands in a Reference: the one to put in its place, or null to leave it.</param>
    /// <returns>The changed resource, or the same one.</returns>
    public static FhirDocument Replace(FhirDocument document, FhirDefinitions definitions, Func<string, bool, string?> replacement)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(replacement);
        var splice = new DocumentSplice(document);
        if (document.ResourceType is { } type && definitions.Type(type) is { } known) new Walk(definitions, replacement, splice).Object(document.Root, known);
        return splice.Apply();
    }

    private sealed class Walk(FhirDefinitions definitions, Func<string, bool, string?> replacement, DocumentSplice splice)
    {
        public void Object(FhirNode node, FhirType type)
        {
            if (type.Name == "Bundle") return;
            foreach (var child in node.Children)
            {
                if (type.Property(child.NameId) is not { } property) continue;
                foreach (var item in child.Items)
                {
                    if (item.Kind == JsonKind.Object) Object(item, TypeOf(item, property));
                    else if (item.Kind == JsonKind.String) Text(item, type, property);
                }
            }
        }

        // An object in the place of a primitive is its companion, which holds extensions.
        private FhirType TypeOf(FhirNode node, FhirProperty property)
        {
            if (property.TypeName == "Resource" && node.Text("resourceType") is { } name && definitions.Type(name) is { Kind: FhirTypeKind.Resource } resource) return resource;
            return property.Type is { Kind: not FhirTypeKind.Primitive } type ? type : definitions.Type("Element")!;
        }

        private void Text(FhirNode node, FhirType owner, FhirProperty property)
        {
            if (owner.Name == "Narrative" && property.ElementName == "div") Narrative(node);
            else if (owner.Name == "Reference" && property.ElementName == "reference") Put(node, replacement(node.ToText(), true));
            else if (property.TypeName is "uri" or "url" or "oid" or "uuid" or "canonical") Put(node, replacement(node.ToText(), false));
        }

        private void Put(FhirNode node, string? url)
        {
            if (url is not null) splice.Replace(node, Quoted(url));
        }

        private void Narrative(FhirNode node)
        {
            var text = node.ToText();
            var changed = Linked(Linked(text, "href=\""), "src=\"");
            if (!ReferenceEquals(changed, text)) splice.Replace(node, Quoted(changed));
        }

        private string Linked(string text, string attribute)
        {
            for (var at = text.IndexOf(attribute, StringComparison.Ordinal); at >= 0; at = text.IndexOf(attribute, at, StringComparison.Ordinal))
            {
                at += attribute.Length;
                if (text.IndexOf('"', at) is not (> 0 and var end)) break;
                if (replacement(text[at..end], false) is { } url) text = string.Concat(text.AsSpan(0, at), url, text.AsSpan(end));
            }

            return text;
        }

        private static byte[] Quoted(string text) => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
    }
}
