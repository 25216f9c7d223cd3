namespace Tessera.Centre.Codes.Suggestions;

/// <summary>The codes of a value set with their words, arranged so that what fits a text is found without looking at all.</summary>
internal sealed class TermIndex
{
    private const double NormalisedScore = 0.95;
    private const double SynonymScore = 0.9;
    private const double SameCodeScore = 0.8;
    private const double MostForSimilar = 0.85;
    private const double LeastAlike = 0.75;
    private const int LongestText = 300;

    private readonly List<Term> terms = [];
    private readonly Dictionary<string, List<int>> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> normalised = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CodeTarget>> codes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>> byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<(char First, int Length), List<string>> alike = [];
    private readonly HashSet<CodeTarget> targets = [];

    /// <summary>Number of codes.</summary>
    public int Count => targets.Count;

    /// <summary>Adds a code with one of its texts.</summary>
    public void Add(CodeTarget target, string text, bool isSynonym)
    {
        var words = Words.Of(text);
        if (targets.Add(target)) At(codes, target.Code).Add(target);
        if (words.Count == 0) return;
        var number = terms.Count;
        terms.Add(new Term(target, text, isSynonym, [.. words.Distinct(StringComparer.Ordinal)]));
        At(exact, text.Trim()).Add(number);
        At(normalised, Sorted(words)).Add(number);
        foreach (var word in terms[number].Words)
        {
            var postings = At(byWord, word);
            if (postings.Count == 0) At(alike, (word[0], word.Length)).Add(word);
            postings.Add(number);
        }
    }

    /// <summary>What a text or code could mean, the best first, each code once.</summary>
    /// <param name="text">What people read.</param>
    /// <param name="code">The local code, or null.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<CodeSuggestion> Find(string text, string? code, int count)
    {
        if (text.Length > LongestText) return [];
        var found = new Dictionary<CodeTarget, CodeSuggestion>();
        foreach (var number in exact.GetValueOrDefault(text.Trim()) ?? []) Keep(found, number, terms[number].IsSynonym ? SynonymScore : 1, terms[number].IsSynonym ? SuggestionReason.Synonym : SuggestionReason.Exact);
        var words = Words.Of(text);
        foreach (var number in words.Count == 0 ? [] : normalised.GetValueOrDefault(Sorted(words)) ?? [])
            Keep(found, number, terms[number].IsSynonym ? SynonymScore - 0.02 : NormalisedScore, terms[number].IsSynonym ? SuggestionReason.Synonym : SuggestionReason.Normalised);
        foreach (var same in SameCodes(code ?? text)) found.TryAdd(same, new CodeSuggestion(same, SameCodeScore, SuggestionReason.SameCode, same.Code));
        // Where a text fits whole, words that are alike only distract.
        if (found.Values.All(suggestion => suggestion.Reason == SuggestionReason.SameCode)) Similar(words, found);
        return [.. found.Values.OrderByDescending(suggestion => suggestion.Score).ThenBy(suggestion => suggestion.Target.System, StringComparer.Ordinal).ThenBy(suggestion => suggestion.Target.Code, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>The codes of which every word of a search begins one, or whose code begins with it.</summary>
    public IReadOnlyList<CodeSuggestion> Search(string text, int count)
    {
        var wanted = Words.Of(text);
        var found = new Dictionary<CodeTarget, CodeSuggestion>();
        foreach (var target in targets.Where(target => target.Code.StartsWith(text.Trim(), StringComparison.OrdinalIgnoreCase)).OrderBy(target => target.Code, StringComparer.Ordinal).Take(count))
            found.TryAdd(target, new CodeSuggestion(target, 1, SuggestionReason.SameCode, target.Code));
        foreach (var term in wanted.Count == 0 ? [] : terms)
        {
            if (!wanted.TrueForAll(word => Array.Exists(term.Words, other => other.StartsWith(word, StringComparison.Ordinal)))) continue;
            found.TryAdd(term.Target, new CodeSuggestion(term.Target, (double)wanted.Count / Math.Max(wanted.Count, term.Words.Length), SuggestionReason.Similar, term.Text));
        }

        return [.. found.Values.OrderByDescending(suggestion => suggestion.Score).ThenBy(suggestion => suggestion.Matched, StringComparer.Ordinal).Take(count)];
    }

    private void Keep(Dictionary<CodeTarget, CodeSuggestion> found, int number, double score, SuggestionReason reason)
    {
        var term = terms[number];
        if (!found.TryGetValue(term.Target, out var known) || known.Score < score) found[term.Target] = new CodeSuggestion(term.Target, score, reason, term.Text);
    }

    private List<CodeTarget> SameCodes(string code) => IsTelling(code.Trim()) && codes.TryGetValue(code.Trim(), out var same) ? same : [];

    // A local "1", "12", "T1" or "L" that happens to be a code elsewhere says nothing; "C61" does.
    private static bool IsTelling(string code) => code.Any(char.IsAsciiDigit) && (code.Length >= 4 || (code.Length == 3 && char.IsAsciiLetter(code[0]) && char.IsAsciiDigit(code[1])));

    private void Similar(List<string> words, Dictionary<CodeTarget, CodeSuggestion> found)
    {
        if (words.Count == 0) return;
        var wanted = words.Distinct(StringComparer.Ordinal).Select(word => (Word: word, Like: Alike(word))).ToList();
        if (wanted.Exists(one => one.Like.Count == 0)) return;
        // Every word must be there, so the terms of the rarest are enough.
        var rarest = wanted.MinBy(one => one.Like.Keys.Sum(like => byWord[like].Count));
        foreach (var number in rarest.Like.Keys.SelectMany(like => byWord[like]).Distinct())
        {
            var likeness = Likeness(wanted, terms[number]);
            if (likeness >= LeastAlike) Keep(found, number, Math.Round(MostForSimilar * likeness, 3), SuggestionReason.Similar);
        }
    }

    // Dice's coefficient over words, each as heavy as it is rare.
    private double Likeness(List<(string Word, Dictionary<string, double> Like)> wanted, Term term)
    {
        var (shared, ofWanted, ofTerm) = (0.0, 0.0, 0.0);
        foreach (var word in term.Words) ofTerm += Weight(word);
        foreach (var (_, like) in wanted)
        {
            var best = "";
            foreach (var word in term.Words)
                if (like.TryGetValue(word, out var value) && value > like.GetValueOrDefault(best)) best = word;
            if (best.Length == 0) return 0;
            var weight = Weight(best);
            shared += weight * like[best];
            ofWanted += weight;
        }

        return 2 * shared / (ofWanted + ofTerm);
    }

    private double Weight(string word) => Math.Log(1 + ((double)terms.Count / byWord[word].Count));

    private Dictionary<string, double> Alike(string word)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        if (byWord.ContainsKey(word)) found[word] = 1;
        for (var length = word.Length - 2; length <= word.Length + 2; length++)
            foreach (var other in alike.GetValueOrDefault((word[0], length)) ?? [])
                if (WordDistance.Likeness(word, other) is > 0 and var likeness) found[other] = likeness;
        return found;
    }

    private static string Sorted(List<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    private static List<TValue> At<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists.Add(key, list = []);
        return list;
    }

    private sealed record Term(CodeTarget Target, string Text, bool IsSynonym, string[] Words);
}
