namespace Tessera.Fhir.Validation.Rules;

/// <summary>The kinds of step that a discriminator's path may have.</summary>
internal enum PathStepKind
{
    Element,
    Resolve,
    Extension,
    OfType,
}
