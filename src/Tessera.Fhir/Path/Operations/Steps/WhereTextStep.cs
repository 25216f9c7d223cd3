using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>where(name = 'text')</c>, the commonest filter: told from the tape, before a value is made for what does not pass;
/// bench: code.coding.where(system='…').code.</summary>
internal sealed class WhereTextStep(NavigationStep name, byte[] text, Operation criteria) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        criteria.Test(evaluation, value) == Truth.True ? Forward(evaluation, value, ref sink) : !evaluation.HasFailed;

    /// <summary>Takes an object of a list that was just reached.</summary>
    public bool PushItem(Evaluation evaluation, FhirDocument document, int item, PathType type, ref Sink sink)
    {
        var child = name.FindText(document, item, type);
        if (child == 0) return true;
        if (child > 0) return !new FhirNode(document, child).Utf8.SequenceEqual(text) || Forward(evaluation, new FhirPathValue(document, type, item, 0), ref sink);
        return Push(evaluation, new FhirPathValue(document, type, item, 0), ref sink);
    }
}
