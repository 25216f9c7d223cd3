using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Codes and units, bound or not: a code must be one of its system.</summary>
internal sealed partial class ValidationRun
{
    /// <summary>A Coding: its system is a code system, and its code one of that system as far as it is loaded
    /// (https://hl7.org/fhir/R4/terminologies.html#4.1). A display that differs is no fault.</summary>
    internal void Coding(FhirNode coding)
    {
        var system = coding[known.System];
        if (system.Kind != JsonKind.String || system.Utf8.IsEmpty) return;
        var here = rules.System(system.Utf8);
        if (!here.IsAbsolute)
            Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The system {Quoted(system)} is not absolute, so it names no code system.", "Write the whole URL of the code system.", "system");
        else if (here.IsValueSet)
            Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The system {Quoted(system)} is a value set, not a code system.", "Write the URL of the code system that the value set takes its codes from.", "system");
        else if (here.Loaded is { Content: CodeSystemContent.Supplement })
            Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The system {Quoted(system)} only adds to another code system and has no codes of its own.", "Write the URL of the code system that it supplements.", "system");
        else if (coding[known.Code] is { Kind: JsonKind.String } code)
            CodeOf(here, code, coding[known.Version]);
    }

    /// <summary>A Quantity: a code of UCUM must be one (https://hl7.org/fhir/R4/datatypes.html#Quantity).</summary>
    internal void Unit(FhirNode quantity)
    {
        if (quantity[known.System] is not { Kind: JsonKind.String } system || system.Utf8.IsEmpty || quantity[known.Code] is not { Kind: JsonKind.String } code) return;
        CodeOf(rules.System(system.Utf8), code, version: default);
    }

    private void CodeOf(KnownSystem system, FhirNode code, FhirNode version)
    {
        var answer = system.Contains(code.Utf8);
        if (answer == Membership.Unknown && IsNews(system.Url)) Note(system.Url, system.Unchecked, "Load the code system or the package that defines it.");
        if (answer != Membership.NotMember) return;
        if (version.Kind == JsonKind.String && system.IsOtherVersion(version.Utf8))
        {
            if (!IsNews(system.Url)) return;
            Note($"{system.Url}|{version.ToText()}", $"Whether the code is in version {Quoted(version)} of {Shortened(system.Url)} was not checked: another version is loaded.", "Load the version that the coding names.");
            return;
        }
        Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The code system {Shortened(system.Url)} has no code {Quoted(code)}.", "Correct the code, or the system that it is from.", "code");
    }
}
