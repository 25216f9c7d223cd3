using Tessera.Fhir;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.Writes;

/// <summary>How writes are validated: against the base specification, and against the profiles that a resource claims.</summary>
/// <param name="Base">Rules of the resource type itself.</param>
/// <param name="Profiles">Rules of claimed profiles.</param>
public sealed record ValidationPolicy(ValidationMode Base, ValidationMode Profiles)
{
    private static readonly Dictionary<string, ValidationMode> None = [];

    /// <summary>A resource that is not FHIR is refused; one that breaks its profile is kept with its verdict, so that nothing is lost
    /// that a centre holds and the work list shows what to mend.</summary>
    public static ValidationPolicy Default { get; } = new(ValidationMode.Enforce, ValidationMode.Warn);

    /// <summary>Only JSON, type and id are checked.</summary>
    public static ValidationPolicy Off { get; } = new(ValidationMode.Off, ValidationMode.Off);

    /// <summary>Whatever is invalid is refused.</summary>
    public static ValidationPolicy Strict { get; } = new(ValidationMode.Enforce, ValidationMode.Enforce);

    /// <summary>Profiles, by their URL, for which <see cref="Profiles"/> does not hold.</summary>
    public IReadOnlyDictionary<string, ValidationMode> Exceptions { get; init; } = None;

    /// <summary>Validates a resource as far as the policy wants it: findings about a profile that is off are left out.</summary>
    /// <returns>What was found, or null when nothing is checked.</returns>
    public ValidationResult? Check(FhirValidator validator, Fhir.Json.FhirDocument document)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (Base == ValidationMode.Off && Profiles == ValidationMode.Off && Exceptions.Count == 0) return null;
        var found = validator.Validate(document);
        return found.Issues.Any(IsOff) ? found with { Issues = [.. found.Issues.Where(issue => !IsOff(issue))] } : found;
    }

    /// <summary>The first finding that this policy refuses a resource for, or null. A finding without a profile is about the base specification.</summary>
    public Issue? FirstRefused(ValidationResult validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        foreach (var issue in validation.Issues)
            if (issue.Severity >= IssueSeverity.Error && Mode(issue) == ValidationMode.Enforce) return issue;
        return null;
    }

    private bool IsOff(Issue issue) => issue.Profile is not null && Mode(issue) == ValidationMode.Off;

    private ValidationMode Mode(Issue issue) => issue.Profile is null ? Base : Exceptions.TryGetValue(issue.Profile, out var own) ? own : Profiles;
}
