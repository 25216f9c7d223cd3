using System.Text;
using Tessera.Fhir;

namespace Tessera.Centre.Verdicts;

/// <summary>What makes two findings findings of one rule.</summary>
internal readonly record struct RuleKey(IssueSeverity Severity, IssueType Type, string Profile, string Constraint, string Missing, string Element)
{
    public static RuleKey Of(Issue issue) => new(
        issue.Severity, issue.Type, issue.Profile ?? "", issue.Constraint ?? "", issue.Missing ?? "",
        // A constraint has its place by itself, and what is missing is missing wherever it is needed.
        issue.Constraint is null && issue.Missing is null ? WithoutIndexes(issue.Expression) : "");

    private static string WithoutIndexes(string expression)
    {
        if (!expression.Contains('[', StringComparison.Ordinal)) return expression;
        var element = new StringBuilder(expression.Length);
        var inside = false;
        foreach (var character in expression)
        {
            if (character == '[') inside = true;
            if (!inside) element.Append(character);
            if (character == ']') inside = false;
        }

        return element.ToString();
    }
}
