using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Engine;

internal sealed partial class Evaluation
{
    private BundleIndex? bundle;

    /// <summary>The resource that a Reference, or a primitive with a reference in it, leads to.</summary>
    public bool TryResolve(in FhirPathValue value, out FhirPathValue resource)
    {
        resource = default;
        var reference = ReferenceText(value);
        if (!reference.Exists) return false;
        var text = reference.Utf8;
        var document = reference.Document;
        FhirNode found = default;
        if (text is [(byte)'#', ..]) found = Contained(document, reference.Index, text[1..]);
        else if (IsBundle(document)) found = Bundle(document).Find(text, reference.Index);
        if (!found.Exists && Context.Resolve is { } resolve && text is not [(byte)'#', ..]) found = resolve(Encoding.UTF8.GetString(text));
        if (!found.Exists) return false;
        resource = OfResource(found);
        return true;
    }

    /// <summary>The node with a reference's text; no node when there is none.</summary>
    public FhirNode ReferenceText(in FhirPathValue value)
    {
        if (value.Kind != FhirPathValueKind.Element || value.Index < 0) return default;
        var node = value.Node;
        if (node.Kind == JsonKind.Object) node = node[Schema.ReferenceId];
        return node.Kind == JsonKind.String ? node : default;
    }

    private bool IsBundle(FhirDocument document) => document.Root[Schema.ResourceTypeId].TextEquals("Bundle"u8);

    private BundleIndex Bundle(FhirDocument document)
    {
        if (bundle is null || !ReferenceEquals(bundle.Document, document)) bundle = BundleIndex.Of(document, Schema);
        return bundle;
    }

    private FhirNode Contained(FhirDocument document, int place, ReadOnlySpan<byte> id)
    {
        var container = Context.RootResource.Exists && ReferenceEquals(Context.RootResource.Document, document) ? Context.RootResource
            : IsBundle(document) ? Bundle(document).EntryAround(place)
            : document.Root;
        if (!container.Exists || id.IsEmpty) return container;
        return ContainedResources.Find(container[Schema.ContainedId], Schema.IdId, id);
    }

    private void ForgetReferences() => bundle = null;
}
