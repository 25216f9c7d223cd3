using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Bindings to value sets. A display that differs is never an issue.</summary>
internal sealed partial class ValidationRun
{
    /// <summary>Whether a code, Coding, CodeableConcept or Quantity is in a value set.</summary>
    public SliceMatch IsBound(FhirNode value, string valueSet)
    {
        if (rules.ValueSet(valueSet) is not { } set) return SliceMatch.Unknown;
        return MembershipOf(value, set, out _, out _) switch { Membership.Member => SliceMatch.Yes, Membership.NotMember => SliceMatch.No, _ => SliceMatch.Unknown };
    }

    private void Binding(FhirNode value, ElementBinding binding, ElementRule element)
    {
        if (element.HasSimpleEncodings && (value.TextEquals("json"u8) || value.TextEquals("xml"u8) || value.TextEquals("ttl"u8))) return;
        if (binding.Strength >= BindingStrength.Extensible) Bound(value, binding.ValueSet, binding.Strength == BindingStrength.Required, element);
        if (binding.MaxValueSet is { } largest && binding.Strength != BindingStrength.Required) WithinMaximum(value, largest, element);
    }

    private void Bound(FhirNode value, string valueSet, bool isRequired, ElementRule element)
    {
        if (rules.ValueSet(valueSet) is not { } set)
        {
            if (isRequired || IsNews(valueSet)) NotDecided(isRequired, valueSet, valueSet);
            return;
        }
        var membership = MembershipOf(value, set, out var codes, out var missing);
        if (membership == Membership.Member) return;
        if (membership == Membership.Unknown)
        {
            if (isRequired || IsNews(valueSet)) NotDecided(isRequired, missing ?? valueSet, set.Url);
            return;
        }
        var severity = isRequired ? IssueSeverity.Error : IssueSeverity.Warning;
        if (codes == 0)
            Report(severity, IssueType.CodeInvalid, $"There is no code; one of the value set {set.Url} {(isRequired ? "is required" : "should be given")}.", "Add a coding.", profile: element.Structure);
        else
            Report(severity, IssueType.CodeInvalid, $"The code {CodesOf(value)} is not in the value set {Named(set)}{(isRequired ? "" : ", which should be used where it has a fitting code")}.", rules.Allowed(set), profile: element.Structure);
    }

    private void NotDecided(bool isRequired, string missing, string valueSet)
    {
        var message = rules.NotDecided(valueSet, missing);
        const string Fix = "Load the code system or package that defines it.";
        if (trials == 0) noted.Add(missing); // the codings below need not say it again
        if (isRequired) Unchecked(missing, message, Fix);
        else Note(missing, message, Fix);
    }

    // A maximum of which parts are missing cannot exclude a code: mCODE's own examples carry a data-absent-reason where the maximum
    // names AJCC and SNOMED CT only, and the publisher's validator accepts them.
    private void WithinMaximum(FhirNode value, string valueSet, ElementRule element)
    {
        if (rules.ValueSet(valueSet) is { IsDecidable: false } set && MembershipOf(value, set, out _, out var missing) == Membership.NotMember)
            NotDecided(isRequired: true, missing ?? set.Missing[0], set.Url);
        else
            Bound(value, valueSet, isRequired: true, element);
    }

    /// <summary>Any code in the value set is enough; one that may be keeps the question open.</summary>
    private Membership MembershipOf(FhirNode value, ValueSet set, out int codes, out string? missing)
    {
        (codes, missing) = (0, null);
        if (value.Kind == JsonKind.String)
        {
            codes = 1;
            return set.ContainsCode(value.Utf8, out missing);
        }
        if (value[known.Coding] is not { Exists: true } codings) return CodingIn(value, set, ref codes, ref missing);
        var answer = Membership.NotMember;
        foreach (var coding in codings.Items)
        {
            var one = CodingIn(coding, set, ref codes, ref missing);
            if (one == Membership.Member) return one;
            if (one == Membership.Unknown) answer = one;
        }
        return answer;
    }

    private Membership CodingIn(FhirNode coding, ValueSet set, ref int codes, ref string? missing)
    {
        var code = coding[known.Code];
        if (code.Kind != JsonKind.String) return Membership.NotMember;
        codes++;
        var (system, version) = (coding[known.System], coding[known.Version]);
        if (system.Kind != JsonKind.String) return Membership.NotMember;
        var answer = set.Contains(system.Utf8, version.Kind == JsonKind.String ? version.Utf8 : default, code.Utf8, out var needed);
        missing ??= needed;
        return answer;
    }

    private string CodesOf(FhirNode value)
    {
        if (value.Kind == JsonKind.String) return Quoted(value);
        var codings = value[known.Coding];
        var texts = new List<string>();
        if (!codings.Exists) return CodingText(value);
        foreach (var coding in codings.Items) texts.Add(CodingText(coding));
        return string.Join(", ", texts.Take(4));
    }

    private string CodingText(FhirNode coding)
    {
        var code = coding[known.Code] is { Exists: true } node ? Quoted(node) : "without code";
        return coding[known.System] is { Exists: true } system ? $"{code} of {Shortened(system.ToText())}" : $"{code} without a system";
    }

    private static string Named(ValueSet set) => set.Title.Length > 0 ? $"{set.Title} ({set.Url})" : set.Url;

}
