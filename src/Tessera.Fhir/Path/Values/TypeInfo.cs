namespace Tessera.Fhir.Path.Values;

/// <summary>What <c>type()</c> answers. See http://hl7.org/fhirpath/N1/#reflection</summary>
internal sealed record TypeInfo(string Namespace, string Name);
