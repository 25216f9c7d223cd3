using System.Collections.Frozen;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>All functions by name: http://hl7.org/fhirpath/N1/#functions, those of FHIR (https://hl7.org/fhir/R4/fhirpath.html#functions),
/// those that the official R4 tests use of later versions, and the two of SQL on FHIR.</summary>
internal static class FunctionTable
{
    public static readonly FrozenDictionary<string, FunctionRule> Rules = new[]
    {
        CollectionFunctions.Rules, TextFunctionRules.Rules, ValueFunctions.Rules, FhirFunctionRules.Rules,
    }.SelectMany(rules => rules).ToFrozenDictionary(rule => rule.Key, rule => rule.Value, StringComparer.Ordinal);
}
