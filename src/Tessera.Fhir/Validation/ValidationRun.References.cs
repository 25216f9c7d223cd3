using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>References: their form, and whether the target is what the element allows, as far as the reference or the document says it.
/// See https://hl7.org/fhir/R4/references.html</summary>
internal sealed partial class ValidationRun
{
    /// <summary>A Reference by itself: a relative one is <c>Type/id</c>, and the type that it states is that of its target.</summary>
    internal void Reference(FhirNode reference)
    {
        var literal = reference[known.Reference];
        if (literal.Kind == JsonKind.String && !IsAddress(literal.Utf8))
            Report(Targets.IsBundle ? IssueSeverity.Error : IssueSeverity.Warning, IssueType.Value, $"The reference {Quoted(literal)} leads nowhere: a relative one has the form Type/id with a type of FHIR R4.", "Write Type/id, a whole URL, urn:uuid: with a UUID, or # and the id of a contained resource.", "reference");
        if (reference[known.Type] is { Kind: JsonKind.String } stated && PointedType(reference) is { } actual && !rules.Interned(stated.Utf8).EndsWith(actual, StringComparison.Ordinal))
            Report(IssueSeverity.Error, IssueType.Value, $"The reference states the type {Quoted(stated)} and points to {Shortened(actual)}.", "Make the type and the reference agree, or leave the type out.", "type");
    }

    // A conditional reference of a transaction is a search: Type?parameters (https://hl7.org/fhir/R4/http.html#trules).
    private bool IsAddress(ReadOnlySpan<byte> reference)
    {
        if (reference.IsEmpty || reference[0] == '#' || Uris.IsAbsolute(reference)) return true;
        if (reference.IndexOf((byte)'?') is > 0 and var query) return rules.ResourceType(rules.Interned(reference[..query])) is not null;
        if (reference.IndexOf("/_history/"u8) is > 0 and var version)
        {
            if (!Texts.IsId(reference[(version + 10)..])) return false;
            reference = reference[..version];
        }
        var slash = reference.IndexOf((byte)'/');
        return slash > 0 && Texts.IsId(reference[(slash + 1)..]) && rules.ResourceType(rules.Interned(reference[..slash])) is not null;
    }

    private void ReferenceType(FhirNode reference, TypeRule type, ElementRule element)
    {
        if (type.Type.Aggregations.Count > 0) Aggregation(reference, type, element);
        if (type.Type.TargetProfiles.Count == 0 || TargetType(reference) is not { } actual || rules.Definitions.Type(actual) is not { } actualType) return;
        var fits = false;
        for (var i = 0; i < type.Type.TargetProfiles.Count && !fits; i++)
        {
            // A target profile that is not loaded could be for any type.
            if (rules.TypeOf(type.Type.TargetProfiles[i]) is not { } allowed || allowed == "Resource" || actualType.Is(allowed)) fits = true;
        }
        if (fits)
        {
            TargetProfile(reference, type, element);
            return;
        }
        var names = type.Type.TargetProfiles.Select(rules.TypeOf).Distinct();
        Report(
            IssueSeverity.Error, IssueType.Structure, $"The reference points to {Shortened(actual)}; allowed: {string.Join(", ", names)}.",
            "Point to a resource of an allowed type.", profile: element.Structure);
    }

    // https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.type.targetProfile: the target conforms to one of them.
    // What is elsewhere is its own server's affair.
    private void TargetProfile(FhirNode reference, TypeRule type, ElementRule element)
    {
        if (!type.HasTargetProfiles || Resolve(reference) is not { Exists: true } target) return;
        var answer = SliceMatch.No;
        string? missing = null;
        for (var i = 0; i < type.Type.TargetProfiles.Count; i++)
        {
            var profile = type.Type.TargetProfiles[i];
            if (rules.Find(profile) is null) missing ??= profile;
            var one = ConformsTo(target, profile);
            if (one > answer) answer = one;
            if (answer == SliceMatch.Yes) return;
        }
        if (answer == SliceMatch.No)
            Report(IssueSeverity.Error, IssueType.Structure, $"What the reference points to conforms to none of {string.Join(", ", type.Type.TargetProfiles)}.", "Point to a resource that conforms, or validate the target against the profile to see what it lacks.", profile: element.Structure);
        else
            Unchecked(missing ??= type.Type.TargetProfiles[0], $"Whether what the reference points to conforms to {string.Join(" or ", type.Type.TargetProfiles)} could not be checked.", HowToLoad(missing));
    }

    // https://hl7.org/fhir/R4/valueset-resource-aggregation-mode.html
    private void Aggregation(FhirNode reference, TypeRule type, ElementRule element)
    {
        if (reference[known.Reference] is not { Kind: JsonKind.String } literal || literal.Utf8.IsEmpty) return;
        var mode = literal.Utf8[0] == '#' ? "contained"
            : Targets.IsBundle && Targets.FindEntry(literal.ToText(), reference.Index, out _).Exists ? "bundled" : "referenced";
        // Outside of its Bundle a resource cannot show what the Bundle holds.
        if (type.Type.Aggregations.Contains(mode) || (mode == "referenced" && !Targets.IsBundle && type.Type.Aggregations.Contains("bundled"))) return;
        Report(IssueSeverity.Error, IssueType.Structure, $"The target is {mode}; allowed: {string.Join(", ", type.Type.Aggregations)}.", "Put the target where the profile wants it: in the resource (contained), in the same Bundle (bundled) or elsewhere (referenced).", profile: element.Structure);
    }

    private string? TargetType(FhirNode reference) =>
        PointedType(reference) ?? (reference[known.Type] is { Kind: JsonKind.String } type && rules.Definitions.Type(rules.Interned(type.Utf8)) is { } declared ? declared.Name : null);

    /// <summary>The type of what a reference points to, as the document or the address tells it.</summary>
    private string? PointedType(FhirNode reference)
    {
        if (Resolve(reference) is { Exists: true } target) return TypeOf(target);
        return reference[known.Reference] is { Kind: JsonKind.String } literal ? LiteralType(literal.Utf8) : null;
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
