namespace Tessera.Centre.Import;

/// <summary>How an origin's path says which columns of a row fed which elements: <c>column → element; column → element</c>.
/// Rows of one layout mostly share the same text, so a store that interns it keeps a number per resource.</summary>
public static class OriginPaths
{
    private const string Arrow = " → ";
    private const string Separator = "; ";

    /// <summary>Writes the path.</summary>
    public static string Write(IEnumerable<(string Column, string Path)> uses) => string.Join(Separator, uses.Select(use => use.Column + Arrow + use.Path));

    /// <summary>Reads the path; a part without an arrow is a column alone.</summary>
    public static IEnumerable<(string Column, string Path)> Read(string? path)
    {
        foreach (var part in (path ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var arrow = part.IndexOf(Arrow, StringComparison.Ordinal);
            yield return arrow < 0 ? (part, "") : (part[..arrow], part[(arrow + Arrow.Length)..]);
        }
    }
}
