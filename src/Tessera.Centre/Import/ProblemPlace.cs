using Tessera.Fhir;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>Takes a finding about a resource back to the column of the row that it came from.</summary>
internal static class ProblemPlace
{
    /// <summary>The problem of a row that an error of validation means.</summary>
    public static CellProblem Of(Issue issue, ExtractedResource resource, RecordText? text)
    {
        var reason = issue.Profile is { } profile ? $"{issue.Message} ({profile[(profile.LastIndexOf('/') + 1)..]})" : issue.Message;
        return new CellProblem(text?.ColumnOf(issue.Expression) ?? Column(issue.Expression, resource), reason, issue.Fix ?? "Correct the cell in the source.");
    }

    /// <summary>The column whose element is nearest: the element itself, else the one that shares the longest part of the path; null when
    /// they share no more than the type.</summary>
    public static string? Column(string expression, ExtractedResource resource)
    {
        var path = ElementPath.OfExpression(expression, resource.Document);
        string? best = null;
        var longest = 1;
        foreach (var origin in resource.Origins)
        {
            var shared = SharedParts(path, ElementPath.OfOrigin(origin.Path));
            if (shared <= longest) continue;
            (best, longest) = (origin.Column, shared);
        }

        return best;
    }

    private static int SharedParts(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var count = 0;
        while (count < Math.Min(first.Count, second.Count) && SameElement(first[count], second[count])) count++;
        return count;
    }

    // A choice element is "value" in an expression and "valueQuantity" in JSON.
    private static bool SameElement(string left, string right) =>
        left == right || (left.StartsWith(right, StringComparison.Ordinal) && char.IsAsciiLetterUpper(left[right.Length]))
        || (right.StartsWith(left, StringComparison.Ordinal) && char.IsAsciiLetterUpper(right[left.Length]));
}
