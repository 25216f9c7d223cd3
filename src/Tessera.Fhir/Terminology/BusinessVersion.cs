namespace Tessera.Fhir.Terminology;

/// <summary>Which versions of a definition a reference means.</summary>
internal static class BusinessVersion
{
    /// <summary>Whether a reference to one version means another: the same, one of which it names the leading parts
    /// (http://hl7.org/fhir/R4/references.html#canonical), or one that fits its wildcards, as later specifications write <c>1.x</c>. An edition of
    /// SNOMED CT means any of its releases, <c>…/version/&lt;date&gt;</c> (http://hl7.org/fhir/R4/snomedct.html).</summary>
    public static bool Covers(ReadOnlySpan<char> asked, ReadOnlySpan<char> version)
    {
        if (asked.StartsWith("http://snomed.info/sct/", StringComparison.Ordinal) && version.StartsWith(asked, StringComparison.Ordinal) && version[asked.Length..].StartsWith("/version/", StringComparison.Ordinal)) return true;
        while (true)
        {
            var part = Next(ref asked);
            var known = Next(ref version);
            if (!part.SequenceEqual(known) && part is not ("x" or "X" or "*")) return false;
            if (asked.IsEmpty) return true;
            if (version.IsEmpty) return IsOnlyWildcards(asked);
        }
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        var part = dot < 0 ? rest : rest[..dot];
        rest = dot < 0 ? default : rest[(dot + 1)..];
        return part;
    }

    private static bool IsOnlyWildcards(ReadOnlySpan<char> rest)
    {
        while (!rest.IsEmpty)
            if (Next(ref rest) is not ("x" or "X" or "*")) return false;
        return true;
    }
}
