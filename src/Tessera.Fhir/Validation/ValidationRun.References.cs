using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>References: whether the target is of an allowed type, as far as the reference or the document says it.</summary>
internal sealed partial class ValidationRun
{
    private void ReferenceType(FhirNode reference, TypeRule type, ElementRule element)
    {
        if (TargetType(reference) is not { } actual) return;
        var allowed = new List<string>();
        foreach (var profile in type.Type.TargetProfiles)
        {
            // A target profile that is not loaded could be for any type; its conformance is the target's own affair.
            if (rules.Definitions.FindStructure(profile) is not { } structure) return;
            if (structure.Type == "Resource" || rules.Definitions.Type(actual)?.Is(structure.Type) == true) return;
            allowed.Add(structure.Type);
        }
        Report(
            IssueSeverity.Error, IssueType.Structure, $"The reference points to {Shortened(actual)}; allowed: {string.Join(", ", allowed.Distinct())}.",
            "Point to a resource of an allowed type.", profile: element.Structure);
    }

    private string? TargetType(FhirNode reference)
    {
        if (Resolve(reference) is { Exists: true } target) return target.Text("resourceType");
        if (reference[known.Reference] is { Kind: JsonKind.String } literal && LiteralType(literal.ToText()) is { } named) return named;
        return reference[known.Type] is { Kind: JsonKind.String } type && rules.Definitions.Type(type.ToText()) is { } declared ? declared.Name : null;
    }

    /// <summary>The type in <c>Type/id</c> or <c>https://server/Type/id</c>, with or without a version.</summary>
    private string? LiteralType(string reference)
    {
        var version = reference.IndexOf("/_history/", StringComparison.Ordinal);
        var parts = (version > 0 ? reference[..version] : reference).Split('/');
        if (parts.Length < 2 || reference.StartsWith("urn:", StringComparison.Ordinal)) return null;
        return rules.ResourceType(parts[^2]) is not null ? parts[^2] : null;
    }
}
