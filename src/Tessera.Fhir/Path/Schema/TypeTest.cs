namespace Tessera.Fhir.Path.Schema;

/// <summary>A type named in an expression: a FHIR type, a system type, or one that nothing has (<c>System.Patient</c>).</summary>
internal sealed record TypeTest(PathType? Fhir, FhirPathValueKind System)
{
    /// <summary><c>is</c>: the type or a type derived from it.</summary>
    public bool Is(in FhirPathValue value) => value.Kind == FhirPathValueKind.Element
        ? Fhir is not null && value.ElementType!.Is(Fhir)
        : System != FhirPathValueKind.None && value.Kind == System;

    /// <summary><c>as</c> and <c>ofType</c>: for primitives exactly the type, since the official R4 tests (testInheritance) take a
    /// <c>code</c> for a <c>string</c> with <c>is</c> and not with <c>as</c>; for other types also those derived from it.</summary>
    public bool Selects(in FhirPathValue value) => value.Kind == FhirPathValueKind.Element && value.ElementType!.IsPrimitive
        ? Fhir is not null && ReferenceEquals(Fhir, value.ElementType)
        : Is(value);
}
