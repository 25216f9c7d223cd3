using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>How findings are written down; within a trial they are only judged.</summary>
internal sealed partial class ValidationRun
{
    // A reader corrects dozens of findings, not thousands; a hostile file could have millions.
    private const int MaxFindings = 2_000;
    private const int FewFindings = 16;

    private (int Count, IssueSeverity Worst) notListed;
    private readonly LineCounter lines = new();
    private readonly HashSet<string> noted = new(StringComparer.Ordinal);

    private static string Quoted(FhirNode node) => PrimitiveFormat.Quote(node.Utf8);

    private void Report(IssueSeverity severity, IssueType type, string message, string? fix = null, string? below = null, string? constraint = null, StructureRule? profile = null)
    {
        if (trials > 0) Judge(severity);
        else if (HasRoom(severity)) Add(severity, type, message, fix, below, constraint, profile?.Profile);
    }

    /// <summary>Something that must hold could not be checked.</summary>
    private void Unchecked(string missing, string message, string fix)
    {
        if (trials == 0 && HasRoom(IssueSeverity.Warning)) Add(IssueSeverity.Warning, IssueType.NotSupported, message, fix, missing: missing);
        else if (trials > 0 && judgement == SliceMatch.Yes) judgement = SliceMatch.Unknown;
    }

    /// <summary>Whether nothing was noted about a definition yet: ask before writing the note.</summary>
    private bool IsNews(string about) => trials == 0 && issues.Count < MaxFindings && noted.Add(about);

    /// <summary>A profile could not be checked: it, or what it builds on, is not loaded.</summary>
    private void UncheckedProfile(string profile)
    {
        var (missing, message) = rules.WhyNot(profile);
        Unchecked(missing, message, HowToLoad(missing));
    }

    private string HowToLoad(string missing) => rules.Definitions.HowToLoad(missing);

    /// <summary>Something that should hold could not be checked; said once for what it is about, and no reason to doubt the resource.</summary>
    private void Note(string missing, string message, string fix) =>
        Add(IssueSeverity.Information, IssueType.NotSupported, message, fix, missing: missing);

    private void Add(IssueSeverity severity, IssueType type, string message, string? fix = null, string? below = null, string? constraint = null, string? profile = null, string? missing = null)
    {
        var (line, column) = lines.At(path.Find(document.Root, below));
        issues.Add(new Issue(severity, type, path.Text(below), message)
        {
            Fix = fix,
            Constraint = constraint,
            Profile = profile is { Length: > 0 } ? profile : null,
            Missing = missing,
            Line = line,
            Column = column,
        });
    }

    /// <summary>Counts or judges an error without its words, when nobody will read them.</summary>
    private bool IsOnlyCounted(IssueSeverity severity)
    {
        if (trials > 0) Judge(severity);
        return trials > 0 || !HasRoom(severity);
    }

    /// <summary>Whether there is room for one more finding; counts it when not, so that the verdict does not depend on the limit.</summary>
    private bool HasRoom(IssueSeverity severity)
    {
        if (issues.Count < MaxFindings) return true;
        notListed = (notListed.Count + 1, notListed.Worst > severity ? notListed.Worst : severity);
        return false;
    }

    /// <summary>What was found, each once: the same rule of a type and of a profile on it finds the same thing twice.</summary>
    private Issue[] Findings()
    {
        if (notListed.Count > 0)
            issues.Add(new Issue(notListed.Worst, IssueType.TooCostly, "", $"There are {notListed.Count:N0} more findings; the first {MaxFindings:N0} are listed.") { Fix = "Correct these first." });
        if (issues.Count > FewFindings) return issues.DistinctBy(issue => (issue.Type, issue.Expression, issue.Message, issue.Constraint)).ToArray();
        var kept = 0;
        for (var i = 0; i < issues.Count; i++)
            if (!IsRepeated(issues[i], kept)) issues[kept++] = issues[i];
        issues.RemoveRange(kept, issues.Count - kept);
        return issues.Count == 0 ? [] : issues.ToArray();
    }

    private bool IsRepeated(Issue issue, int before)
    {
        for (var i = 0; i < before; i++)
            if (issues[i].Type == issue.Type && issues[i].Expression == issue.Expression && issues[i].Message == issue.Message && issues[i].Constraint == issue.Constraint) return true;
        return false;
    }

    private void Judge(IssueSeverity severity)
    {
        if (severity >= IssueSeverity.Error) judgement = SliceMatch.No;
    }
}
