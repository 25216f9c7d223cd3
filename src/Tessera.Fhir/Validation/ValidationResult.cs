namespace Tessera.Fhir.Validation;

/// <summary>What validation found about one resource.</summary>
/// <param name="ResourceType">The resource's type, or null when it has none.</param>
/// <param name="Id">The resource's id, or null.</param>
/// <param name="Profiles">Canonical URLs of the profiles that it was validated against; empty for the base specification alone.</param>
/// <param name="Issues">Findings in document order.</param>
public sealed record ValidationResult(string? ResourceType, string? Id, IReadOnlyList<string> Profiles, IReadOnlyList<Issue> Issues)
{
    /// <summary>Invalid if there is an error; else unchecked if something that must hold could not be checked; else valid.</summary>
    public Verdict Verdict { get; } =
        Issues.Any(issue => issue.Severity >= IssueSeverity.Error) ? Verdict.Invalid
        : Issues.Any(issue => issue is { Severity: IssueSeverity.Warning, Type: IssueType.NotSupported, Missing: not null }) ? Verdict.Unchecked
        : Verdict.Valid;
}
