using Tessera.Fhir;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.Writes;

/// <summary>How writes are validated: against the base specification, and against the profiles that a resource claims.</summary>
/// <param name="Base">Rules of the resource type itself.</param>
/// <param name="Profiles">Rules of claimed profiles.</param>
public sealed record ValidationPolicy(ValidationMode Base, ValidationMode Profiles)
{
    /// <summary>A resource that is not FHIR is refused; one that breaks its profile is kept with its verdict, so that nothing is lost
    /// that a centre holds and the work list shows what to mend.</summary>
    public static ValidationPolicy Default { get; } = new(ValidationMode.Enforce, ValidationMode.Warn);

    /// <summary>Only JSON, type and id are checked.</summary>
    public static ValidationPolicy Off { get; } = new(ValidationMode.Off, ValidationMode.Off);

    /// <summary>Whatever is invalid is refused.</summary>
    public static ValidationPolicy Strict { get; } = new(ValidationMode.Enforce, ValidationMode.Enforce);

    /// <summary>The first finding that this policy refuses a resource for, or null. A finding without a profile is about the base specification.</summary>
    public Issue? FirstRefused(ValidationResult validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        foreach (var issue in validation.Issues)
            if (issue.Severity >= IssueSeverity.Error && (issue.Profile is null ? Base : Profiles) == ValidationMode.Enforce) return issue;
        return null;
    }
}
