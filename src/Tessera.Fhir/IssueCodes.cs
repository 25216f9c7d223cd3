namespace Tessera.Fhir;

/// <summary>The wire codes of <see cref="IssueType"/> and <see cref="IssueSeverity"/>.</summary>
public static class IssueCodes
{
    private static readonly string[] Types =
    [
        "invalid", "structure", "required", "value", "invariant", "code-invalid", "extension", "not-supported", "not-found", "deleted",
        "duplicate", "multiple-matches", "too-long", "too-costly", "conflict", "login", "forbidden", "processing", "exception", "informational",
    ];

    private static readonly string[] Severities = ["information", "warning", "error", "fatal"];

    /// <summary>The code of FHIR's issue-type code system, such as <c>code-invalid</c>.</summary>
    public static string Code(this IssueType type) => Types[(int)type];

    /// <summary>The code of FHIR's issue-severity code system, such as <c>error</c>.</summary>
    public static string Code(this IssueSeverity severity) => Severities[(int)severity];
}
