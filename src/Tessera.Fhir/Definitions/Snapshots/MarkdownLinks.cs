using System.Text;
using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Links of texts that leave the publication in which they were written.</summary>
internal static class MarkdownLinks
{
    /// <summary>The text with its relative links to pages (<c>](page.html#part)</c>) made absolute.</summary>
    public static JsonElement Absolute(JsonElement text, string publication)
    {
        if (text.AsText() is not { } markdown || !markdown.Contains("](", StringComparison.Ordinal)) return text;
        var result = new StringBuilder(markdown.Length + 64);
        var from = 0;
        for (var at = markdown.IndexOf("](", StringComparison.Ordinal); at >= 0; at = markdown.IndexOf("](", at + 2, StringComparison.Ordinal))
        {
            var end = markdown.IndexOf(')', at);
            if (end < 0) break;
            if (!IsPage(markdown.AsSpan(at + 2, end - at - 2))) continue;
            result.Append(markdown, from, at + 2 - from).Append(publication);
            from = at + 2;
        }
        return from == 0 ? text : JsonWriting.Text(result.Append(markdown, from, markdown.Length - from).ToString());
    }

    private static bool IsPage(ReadOnlySpan<char> target)
    {
        var part = target.IndexOf('#');
        var page = part < 0 ? target : target[..part];
        return page.EndsWith(".html", StringComparison.Ordinal) && !page.Contains(':') && !page.StartsWith("/");
    }
}
