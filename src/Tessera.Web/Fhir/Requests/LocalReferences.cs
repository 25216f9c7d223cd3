using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.References;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store;

namespace Tessera.Web.Fhir.Requests;

/// <summary>References to this server's own resources by their whole address, which mean the same as relative ones and are kept as such: what refers to a
/// resource is found whichever way it was written, and by whatever address the server is asked. See https://hl7.org/fhir/R4/references.html#literal</summary>
internal sealed class LocalReferences(FhirDefinitions definitions, string baseUrl)
{
    private readonly byte[] utf8 = Encoding.UTF8.GetBytes(baseUrl);

    /// <summary>A write whose content refers to this server's resources by type and id.</summary>
    public ResourceWrite In(ResourceWrite write)
    {
        if (write.Document is { } document) return write with { Document = In(document) };
        if (write.Change is not { } change) return write;
        return write with { Change = (FhirDocument current, out Tessera.Fhir.Issue? refusal) => change(current, out refusal) is { } changed ? In(changed) : null };
    }

    /// <summary>The reference by type and id, or null when it is none to this server by its address.</summary>
    public string? Relative(string reference) =>
        reference.StartsWith(baseUrl, StringComparison.Ordinal) && reference.Length > baseUrl.Length && reference[baseUrl.Length] == '/'
        && reference[(baseUrl.Length + 1)..] is var local && ReferenceText.TryParse(local, definitions, out var parts) && parts.Url.Length == 0
            ? local
            : null;

    private FhirDocument In(FhirDocument document)
    {
        // A Bundle is kept as it is: its entries refer to each other by these addresses. Few others hold the address at all, as it is or with escaped slashes.
        if (document.ResourceType == "Bundle" || (document.Bytes.Span.IndexOf(utf8) < 0 && document.Bytes.Span.IndexOf("\\/"u8) < 0)) return document;
        return ResourceUrls.Replace(document, definitions, (url, isReference) => isReference ? Relative(url) : null);
    }
}
