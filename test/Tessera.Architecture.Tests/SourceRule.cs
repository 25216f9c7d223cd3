using System.Text.RegularExpressions;

namespace Tessera.Architecture;

/// <summary>A pattern that no file of some kinds may contain.</summary>
internal sealed record SourceRule(string Reason, string Pattern, params string[] Endings)
{
    private static readonly string[] Code = [".cs", ".razor", ".csproj", ".props", ".targets", ".js", ".mjs", ".css", "eng/update-solution", ".ci/run", "/tessera"];
    private static readonly string[] Text = [.. Code, ".md", ".json", ".yaml", ".yml", ".slnx", ".html", ".csv", ".sql"];

    // Patterns are cut in two where this file would otherwise break its own rule.
    public static readonly IReadOnlyList<SourceRule> All =
    [
        new("finish it, or open an issue", @"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b", Code),
        new("a path of one machine", @"(?<![\w.*])/(work|root|tmp|home/\w+|Users/\w+)" + @"/\w", Text),
        new("a registry of one network; use the clients' own configuration", @"registry\.npmjs|api\.nuget|packages2?\.fhir\.org", Text),
        new("warnings are mended, not silenced file by file", @"#pragma warning " + "disable(?!.*//)", ".cs"),
    ];

    /// <summary>The places where <paramref name="text"/> breaks this rule.</summary>
    public IEnumerable<string> Violations(string path, string text)
    {
        if (!Endings.Any(end => ("/" + path).EndsWith(end, StringComparison.Ordinal))) yield break;
        var line = 0;
        foreach (var content in text.Split('\n'))
        {
            line++;
            if (Regex.Match(content, Pattern) is { Success: true } match) yield return $"{path}:{line}: {match.Value.Trim()} ({Reason})";
        }
    }
}
