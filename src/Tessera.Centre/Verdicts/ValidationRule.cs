using Tessera.Fhir;

namespace Tessera.Centre.Verdicts;

/// <summary>A rule that at least one resource broke, or that could not be checked. What was found about the same element, constraint or
/// missing definition is one rule, whatever the values were.</summary>
/// <param name="Id">Its number in this centre: part of permanent addresses.</param>
/// <param name="Severity">How bad a finding of it is: at least a warning.</param>
/// <param name="Type">What kind of finding it is.</param>
/// <param name="Element">The element without indexes, such as <c>Condition.category</c>; empty for a constraint and for what is missing.</param>
public sealed record ValidationRule(long Id, IssueSeverity Severity, IssueType Type, string Element)
{
    /// <summary>The profile that has the rule, or null for the base specification.</summary>
    public string? Profile { get; init; }

    /// <summary>The key of the constraint, or null.</summary>
    public string? Constraint { get; init; }

    /// <summary>The definition or code system that is not loaded, or null.</summary>
    public string? Missing { get; init; }

    /// <summary>The message of the first finding.</summary>
    public required string Message { get; init; }

    /// <summary>What to do, or null.</summary>
    public string? Fix { get; init; }

    /// <summary>What a finding of the rule makes of a resource.</summary>
    public FindingKind Kind =>
        Severity >= IssueSeverity.Error ? FindingKind.Invalid : Type == IssueType.NotSupported && Missing is not null ? FindingKind.Unchecked : FindingKind.Advice;

    /// <summary>Whether a finding is one of this rule.</summary>
    public bool Covers(Issue issue) => RuleKey.Of(issue) == new RuleKey(Severity, Type, Profile ?? "", Constraint ?? "", Missing ?? "", Element);
}
