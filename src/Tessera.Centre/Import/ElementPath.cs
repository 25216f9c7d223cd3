using System.Globalization;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Import;

/// <summary>Paths to elements in the two ways in which they are written, brought into one: parts without indexes, an extension with its URL,
/// such as <c>Condition</c>, <c>bodySite</c>, <c>extension http://…</c>, <c>value</c>.</summary>
public static class ElementPath
{
    private const string Extension = "extension";
    private const string UrlFilter = "where(url='";

    /// <summary>The parts of an origin's path, such as <c>Condition.extension.where(url='http://…').value</c>.</summary>
    public static IReadOnlyList<string> OfOrigin(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = new List<string>();
        foreach (var part in Split(path))
        {
            if (part.StartsWith(UrlFilter, StringComparison.Ordinal) && parts.Count > 0 && parts[^1] == Extension)
                parts[^1] = $"{Extension} {part[UrlFilter.Length..].TrimEnd(')', '\'')}";
            else if (part.IndexOf('(', StringComparison.Ordinal) < 0) parts.Add(WithoutIndex(part));
        }

        return parts;
    }

    /// <summary>The parts of the place of a finding, such as <c>Condition.extension[1].value</c>; the document tells the extension's URL.</summary>
    public static IReadOnlyList<string> OfExpression(string expression, FhirDocument document)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(document);
        var parts = new List<string>();
        var node = document.Root;
        foreach (var part in Split(expression))
        {
            var name = WithoutIndex(part);
            if (parts.Count > 0) node = Item(node[name], part);
            parts.Add(name == Extension && node.Text("url") is { } url ? $"{Extension} {url}" : name);
        }

        return parts;
    }

    // A dot within parentheses, as in a URL, separates nothing.
    private static List<string> Split(string path)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '(') depth++;
            else if (path[i] == ')') depth--;
            else if (path[i] == '.' && depth == 0)
            {
                parts.Add(path[start..i]);
                start = i + 1;
            }
        }

        if (start < path.Length) parts.Add(path[start..]);
        return parts;
    }

    private static string WithoutIndex(string part) => part.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket ? part[..bracket] : part;

    private static FhirNode Item(FhirNode node, string part)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        var wanted = bracket > 0 && int.TryParse(part.AsSpan(bracket + 1, part.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        foreach (var item in node.Items)
            if (wanted-- == 0) return item;
        return default;
    }
}
