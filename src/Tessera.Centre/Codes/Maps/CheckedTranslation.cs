using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Sources;

namespace Tessera.Centre.Codes.Maps;

/// <summary>Translates by the code maps unless that would make a valid resource invalid, as where a profile allows a single coding.</summary>
internal sealed class CheckedTranslation(CodeTranslation translation, FhirValidator validator)
{
    /// <summary>A resource of an import, translated, with what validation says of it.</summary>
    public (ExtractedResource Resource, ValidationResult Validation) Check(ExtractedResource resource, string source) =>
        Change(resource.Document, () => source) is { } change ? (resource with { Document = change.Document }, change.Validation) : (resource, validator.Validate(resource.Document));

    /// <summary>The document that is to take the place of another, with what validation says of it; null when that one stays.</summary>
    public (FhirDocument Document, ValidationResult Validation)? Change(FhirDocument document, Func<string> source)
    {
        var translated = translation.Translate(document, source);
        if (translated == document) return null;
        var found = validator.Validate(translated);
        return found.Verdict == Verdict.Invalid && validator.Validate(document).Verdict != Verdict.Invalid ? null : (translated, found);
    }
}
