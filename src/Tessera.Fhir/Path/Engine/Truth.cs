namespace Tessera.Fhir.Path.Engine;

/// <summary>Three-valued logic: http://hl7.org/fhirpath/N1/#boolean-logic</summary>
internal enum Truth : byte
{
    Empty,
    False,
    True,
}
