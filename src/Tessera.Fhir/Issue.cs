namespace Tessera.Fhir;

/// <summary>One finding about input: bad data is a value, never an exception. The same record feeds
/// OperationOutcome, SARIF, the command line and the pages.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Type">What kind of finding it is (FHIR issue-type).</param>
/// <param name="Expression">Where, as a FHIRPath such as <c>Observation.value</c> or <c>Bundle.entry[2].resource.status</c>; empty for the whole input.</param>
/// <param name="Message">What was found and what was expected, in plain words. May quote a code, a URL or a malformed date; never text that people write.</param>
public sealed record Issue(IssueSeverity Severity, IssueType Type, string Expression, string Message)
{
    /// <summary>What to do about it, or null when the message says it all.</summary>
    public string? Fix { get; init; }

    /// <summary>The profile whose rule is broken.</summary>
    public string? Profile { get; init; }

    /// <summary>The key of the broken constraint, such as <c>obs-6</c>.</summary>
    public string? Constraint { get; init; }

    /// <summary>For <see cref="IssueType.NotSupported"/>: the definition or code system that is not loaded, so that nobody could check.</summary>
    public string? Missing { get; init; }

    /// <summary>Line of the input, from 1, or 0 when it is not known.</summary>
    public int Line { get; init; }

    /// <summary>Byte column in that line, from 1, or 0 when it is not known.</summary>
    public int Column { get; init; }
}
