using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>extension(url)</c> with a url that is known: https://hl7.org/fhir/R4/fhirpath.html#functions</summary>
internal sealed class ExtensionStep(byte[] url, PathType extension) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (value.Kind != FhirPathValueKind.Element) return true;
        var holder = Elements.Holder(value);
        if (holder < 0) return true;
        var schema = evaluation.Schema;
        var document = value.Document;
        var list = Elements.Find(document, holder, schema.ExtensionId);
        if (list == 0) return true;
        foreach (var item in new FhirNode(document, list).Items)
            if (item[schema.UrlId].TextEquals(url) && !Forward(evaluation, new FhirPathValue(document, extension, item.Index, 0), ref sink)) return false;
        return true;
    }
}
