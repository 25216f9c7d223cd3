using System.Text.RegularExpressions;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Search;

/// <summary>Definitions give one FHIRPath for all their resource types, joined with <c>|</c>: this takes out the part for one type.</summary>
internal static partial class SearchExpressionText
{
    [GeneratedRegex("\\.value([A-Z][A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex JsonChoice();

    /// <summary>The branches of an expression that start from a type or one of its bases; all of it when no branch names a type.</summary>
    public static string ForType(string expression, FhirType type)
    {
        if (!expression.Contains('|')) return expression;
        var branches = Branches(expression);
        var own = branches.Where(branch => StartsFrom(branch, type)).ToList();
        return own.Count == 0 ? expression : string.Join(" | ", own);
    }

    /// <summary>US Core writes choices by their JSON name, <c>valueDateTime</c> for <c>value.ofType(dateTime)</c>: the expression as FHIRPath has it, or null
    /// when there is nothing of the kind.</summary>
    public static string? WithChoices(string expression, FhirDefinitions definitions)
    {
        var said = JsonChoice().Replace(expression, match =>
        {
            var name = match.Groups[1].Value;
            return $".value.ofType({(definitions.Type(name) is null ? char.ToLowerInvariant(name[0]) + name[1..] : name)})";
        });
        return said == expression ? null : said;
    }

    /// <summary>The operands of the outermost unions.</summary>
    public static IReadOnlyList<string> Branches(string expression)
    {
        var branches = new List<string>();
        var (depth, start, quoted) = (0, 0, false);
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c == '\'') quoted = !quoted;
            if (quoted) continue;
            if (c is '(' or '[') depth++;
            if (c is ')' or ']') depth--;
            if (c != '|' || depth > 0) continue;
            branches.Add(expression[start..i].Trim());
            start = i + 1;
        }
        branches.Add(expression[start..].Trim());
        return branches;
    }

    /// <summary>A branch without the parentheses around all of it.</summary>
    public static string WithoutParentheses(string branch)
    {
        while (branch.StartsWith('(') && End(branch) == branch.Length - 1) branch = branch[1..^1].Trim();
        return branch;
    }

    // Where the parenthesis that a text begins with is closed.
    private static int End(string text)
    {
        var (depth, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'') quoted = !quoted;
            if (quoted) continue;
            if (text[i] == '(') depth++;
            if (text[i] == ')' && --depth == 0) return i;
        }
        return -1;
    }

    private static bool StartsFrom(string branch, FhirType type)
    {
        var text = branch.AsSpan().TrimStart("( ");
        var end = text.IndexOfAny(". )");
        var first = end < 0 ? text : text[..end];
        for (var at = type; at is not null; at = at.Base)
            if (first.SequenceEqual(at.Name)) return true;
        return false;
    }
}
