using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>References: whether the target is of an allowed type, as far as the reference or the document says it.</summary>
internal sealed partial class ValidationRun
{
    private void ReferenceType(FhirNode reference, TypeRule type, ElementRule element)
    {
        if (TargetType(reference) is not { } actual || rules.Definitions.Type(actual) is not { } actualType) return;
        for (var i = 0; i < type.Type.TargetProfiles.Count; i++)
        {
            // A target profile that is not loaded could be for any type; its conformance is the target's own affair.
            if (rules.TypeOf(type.Type.TargetProfiles[i]) is not { } allowed || allowed == "Resource" || actualType.Is(allowed)) return;
        }
        var names = type.Type.TargetProfiles.Select(rules.TypeOf).Distinct();
        Report(
            IssueSeverity.Error, IssueType.Structure, $"The reference points to {Shortened(actual)}; allowed: {string.Join(", ", names)}.",
            "Point to a resource of an allowed type.", profile: element.Structure);
    }

    private string? TargetType(FhirNode reference)
    {
        if (Resolve(reference) is { Exists: true } target) return TypeOf(target);
        if (reference[known.Reference] is { Kind: JsonKind.String } literal && LiteralType(literal.Utf8) is { } named) return named;
        return reference[known.Type] is { Kind: JsonKind.String } type && rules.Definitions.Type(rules.Interned(type.Utf8)) is { } declared ? declared.Name : null;
    }

    /// <summary>The type in <c>Type/id</c> or <c>https://server/Type/id</c>, with or without a version.</summary>
    private string? LiteralType(ReadOnlySpan<byte> reference)
    {
        if (reference.StartsWith("urn:"u8)) return null;
        if (reference.IndexOf("/_history/"u8) is > 0 and var version) reference = reference[..version];
        var slash = reference.LastIndexOf((byte)'/');
        if (slash <= 0) return null;
        var type = rules.Interned(reference[(reference[..slash].LastIndexOf((byte)'/') + 1)..slash]);
        return rules.ResourceType(type) is not null ? type : null;
    }
}
