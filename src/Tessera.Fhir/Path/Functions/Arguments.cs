using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary>Single values of the types that functions want. False means nothing is there, or the evaluation failed.</summary>
internal static class Arguments
{
    public static bool TrySystem(Evaluation evaluation, Operation operation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        return operation.TryOne(evaluation, focus, out var found) && SystemValues.TryUnwrap(found, out value);
    }

    public static bool TryInteger(Evaluation evaluation, Operation operation, in FhirPathValue focus, out long integer)
    {
        integer = 0;
        if (!operation.TryOne(evaluation, focus, out var found)) return false;
        if (!SystemValues.TryUnwrap(found, out var value) || value.Kind is not (FhirPathValueKind.Integer or FhirPathValueKind.Long)) return evaluation.Fail("An integer is needed here.");
        integer = value.Data.First;
        return true;
    }

    public static bool TryNumber(Evaluation evaluation, Operation operation, in FhirPathValue focus, out FhirPathValue value, out decimal number)
    {
        (value, number) = (default, 0);
        if (!operation.TryOne(evaluation, focus, out var found)) return false;
        return (SystemValues.TryUnwrap(found, out value) && SystemValues.TryNumber(value, out number)) || evaluation.Fail("A number is needed here.");
    }

    /// <summary>A text: a System.String, or the written value of any primitive element.</summary>
    public static bool TryText(Evaluation evaluation, Operation operation, in FhirPathValue focus, out FhirPathValue text)
    {
        text = default;
        if (!operation.TryOne(evaluation, focus, out var found)) return false;
        if (found.Kind == FhirPathValueKind.String)
        {
            text = found;
            return true;
        }
        if (found.Kind != FhirPathValueKind.Element) return evaluation.Fail("A string is needed here.");
        if (!Elements.HasValue(found)) return found.ElementType!.IsPrimitive ? false : evaluation.Fail("A string is needed here.");
        text = FhirPathValue.OfNodeText(found.Document, found.Index, 0, found.Node.Utf8.Length);
        return true;
    }
}
