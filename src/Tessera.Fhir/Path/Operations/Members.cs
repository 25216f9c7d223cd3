using System.Text;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Operations;

/// <summary>The members of system values that have some: quantities and type information.</summary>
internal static class Members
{
    public static bool TryGet(in FhirPathValue value, string name, out FhirPathValue member)
    {
        member = (value.Kind, name) switch
        {
            (FhirPathValueKind.Quantity, "value") => FhirPathValue.Of(value.Data.Decimal),
            (FhirPathValueKind.Quantity, "unit" or "code") => FhirPathValue.OfUtf8(Encoding.UTF8.GetBytes(value.Unit.Code)),
            (FhirPathValueKind.TypeInfo, "namespace") => FhirPathValue.Of(((TypeInfo)value.Subject!).Namespace),
            (FhirPathValueKind.TypeInfo, "name") => FhirPathValue.Of(((TypeInfo)value.Subject!).Name),
            _ => default,
        };
        return member.Exists;
    }
}
