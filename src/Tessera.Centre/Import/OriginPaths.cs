namespace Tessera.Centre.Import;

/// <summary>How an origin's path says which columns of a row fed which elements: <c>column → element; column → element</c>, or <c>→ element</c> where the source has the very element.
/// Rows of one layout mostly share the same text, so a store that interns it keeps a number per resource.</summary>
public static class OriginPaths
{
    private const string Arrow = " → ";

    // What a source already has as an element: its path is written once.
    private const string Same = "→ ";

    private const string Separator = "; ";

    /// <summary>Writes the path.</summary>
    public static string Write(IEnumerable<(string Column, string Path)> uses) => string.Join(Separator, uses.Select(use => use.Column == use.Path ? Same + use.Path : use.Column + Arrow + use.Path));

    /// <summary>Reads the path; a part without an arrow is a column alone.</summary>
    public static IEnumerable<(string Column, string Path)> Read(string? path)
    {
        foreach (var part in (path ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(Same, StringComparison.Ordinal))
            {
                yield return (part[Same.Length..], part[Same.Length..]);
                continue;
            }

            var arrow = part.IndexOf(Arrow, StringComparison.Ordinal);
            yield return arrow < 0 ? (part, "") : (part[..arrow], part[(arrow + Arrow.Length)..]);
        }
    }
}
