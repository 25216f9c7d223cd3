namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Whether two words are the same but for a slip of the pen. Wrong is worse than missing: words that mean different things and look alike
/// are never the same.</summary>
internal static class WordDistance
{
    private const int ShortestWithOne = 5;
    private const int ShortestWithTwo = 9;

    private static readonly string[] Prefixes =
    [
        "hyper", "hypo", "inter", "intra", "infra", "supra", "sub", "super", "pre", "post", "ante", "anti", "ab", "ad", "macro", "micro", "mono", "poly", "uni", "bi", "tri",
        "endo", "exo", "epi", "peri", "para", "pro", "non", "un", "in", "im", "ir", "a", "an", "de", "re", "dys", "ortho",
    ];

    private static readonly HashSet<(string, string)> Different =
    [
        ("ileum", "ilium"), ("ileal", "ilial"), ("ureter", "urethra"), ("ureteral", "urethral"), ("perineal", "peroneal"), ("palpation", "palpitation"), ("cystitis", "colitis"),
        ("myeloma", "melanoma"), ("mucous", "mucosa"), ("facial", "fascial"), ("humeral", "humoral"), ("prostate", "prostrate"), ("gastric", "gastrin"),
        ("cisplatin", "carboplatin"), ("paclitaxel", "docetaxel"), ("vincristine", "vinblastine"), ("vinblastine", "vindesine"), ("doxorubicin", "daunorubicin"),
        ("doxorubicin", "idarubicin"), ("epirubicin", "idarubicin"), ("trastuzumab", "pertuzumab"), ("afatinib", "axitinib"), ("erlotinib", "gefitinib"), ("sunitinib", "sorafenib"),
    ];

    /// <summary>How alike two words are: 1 when equal, 0 when they are two words.</summary>
    public static double Likeness(string first, string second)
    {
        if (first == second) return 1;
        var shorter = Math.Min(first.Length, second.Length);
        var allowed = shorter >= ShortestWithTwo ? 2 : shorter >= ShortestWithOne ? 1 : 0;
        if (allowed == 0 || Math.Abs(first.Length - second.Length) > allowed || first.Any(char.IsAsciiDigit) || second.Any(char.IsAsciiDigit)) return 0;
        if (AreDifferent(first, second)) return 0;
        var distance = Distance(first, second, allowed);
        return distance > allowed ? 0 : 1 - ((double)distance / Math.Max(first.Length, second.Length));
    }

    private static bool AreDifferent(string first, string second)
    {
        if (Different.Contains((first, second)) || Different.Contains((second, first))) return true;
        // Medicines' names end alike and differ by little: what ends so must be the same word.
        if (IsMedicine(first) && IsMedicine(second)) return true;
        foreach (var prefix in Prefixes)
            if (HasOther(first, second, prefix) || HasOther(second, first, prefix)) return true;
        return false;
    }

    // "hypertension" and "hypotension": without a prefix the rest is that of the other, with another prefix or none.
    private static bool HasOther(string first, string second, string prefix)
    {
        if (!first.StartsWith(prefix, StringComparison.Ordinal) || second.StartsWith(prefix, StringComparison.Ordinal)) return false;
        var rest = first.AsSpan(prefix.Length);
        if (rest.Length < 3) return false;
        if (rest.SequenceEqual(second)) return true;
        foreach (var other in Prefixes)
            if (other != prefix && second.StartsWith(other, StringComparison.Ordinal) && rest.SequenceEqual(second.AsSpan(other.Length))) return true;
        return false;
    }

    private static bool IsMedicine(string word) =>
        word.EndsWith("mab", StringComparison.Ordinal) || word.EndsWith("nib", StringComparison.Ordinal) || word.EndsWith("platin", StringComparison.Ordinal)
        || word.EndsWith("taxel", StringComparison.Ordinal) || word.EndsWith("rubicin", StringComparison.Ordinal) || word.EndsWith("ciclib", StringComparison.Ordinal)
        || word.EndsWith("parib", StringComparison.Ordinal) || word.EndsWith("zomib", StringComparison.Ordinal);

    // Damerau's distance (two letters that changed places count once), given up above the bound.
    private static int Distance(string first, string second, int bound)
    {
        Span<int> before = stackalloc int[second.Length + 1];
        Span<int> above = stackalloc int[second.Length + 1];
        Span<int> row = stackalloc int[second.Length + 1];
        for (var j = 0; j <= second.Length; j++) above[j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var cost = first[i - 1] == second[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > bound) return bound + 1;
            var free = before;
            before = above;
            above = row;
            row = free;
        }

        return above[second.Length];
    }
}
