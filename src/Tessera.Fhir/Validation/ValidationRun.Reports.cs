using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>How findings are written down.</summary>
internal sealed partial class ValidationRun
{
    private HashSet<string>? notedMissing;

    private static bool IsUnchecked(Issue issue) => issue is { Severity: IssueSeverity.Warning, Type: IssueType.NotSupported, Missing: not null };

    private static string Quoted(FhirNode node) => PrimitiveFormat.Quote(node.Utf8);

    private void Report(IssueSeverity severity, IssueType type, string message, string? fix = null, string? below = null, string? constraint = null, StructureRule? profile = null) =>
        issues.Add(new Issue(severity, type, path.Text(below), message) { Fix = fix, Constraint = constraint, Profile = profile is { Profile: { Length: > 0 } url } ? url : null });

    /// <summary>Something that must hold could not be checked.</summary>
    private void Unchecked(string missing, string message, string fix) =>
        issues.Add(new Issue(IssueSeverity.Warning, IssueType.NotSupported, path.Text(), message) { Missing = missing, Fix = fix });

    /// <summary>Something that should hold could not be checked; said once per missing definition, and no reason to doubt the resource.</summary>
    private void Note(string missing, string message, string fix)
    {
        if ((notedMissing ??= new(StringComparer.Ordinal)).Add(missing + " " + message))
            issues.Add(new Issue(IssueSeverity.Information, IssueType.NotSupported, path.Text(), message) { Missing = missing, Fix = fix });
    }
}
