using System.Globalization;

namespace Tessera.Web.Fhir.Requests;

/// <summary>The tags of <c>If-Match</c> and <c>If-None-Match</c>: a star, or a list. Ours hold the number of a version, weak or strong alike: the same version
/// always has the same content. See RFC 9110, 8.8.3 and 13.1, and https://hl7.org/fhir/R4/http.html#concurrency</summary>
/// <param name="IsAny">Whether it is the star.</param>
/// <param name="Versions">The versions that the tags name; a tag that is none of ours names no version.</param>
internal sealed record EntityTags(bool IsAny, IReadOnlyList<long> Versions)
{
    /// <summary>Reads a header; null when it is neither a star nor a list of tags in quotes.</summary>
    public static EntityTags? Parse(string header)
    {
        var rest = header.AsSpan().Trim();
        if (rest is "*") return new EntityTags(true, []);
        var versions = new List<long>();
        while (true)
        {
            if (rest.StartsWith("W/", StringComparison.Ordinal)) rest = rest[2..];
            // A tag may hold commas, and no quotes.
            if (rest.Length < 2 || rest[0] != '"' || rest[1..].IndexOf('"') is not (>= 0 and var length)) return null;
            if (long.TryParse(rest.Slice(1, length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0) versions.Add(version);
            rest = rest[(length + 2)..].TrimStart();
            if (rest.IsEmpty) return new EntityTags(false, versions);
            if (rest[0] != ',') return null;
            rest = rest[1..].TrimStart();
        }
    }

    /// <summary>Whether they name a version.</summary>
    public bool Match(long version) => IsAny || Versions.Contains(version);
}
