using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Content;

/// <summary>Looks for words, ticking off each that it meets. A word is a run of letters and digits; case and accents do not count.</summary>
internal sealed class FoundWords(IReadOnlyList<string> words)
{
    private readonly bool[] found = new bool[words.Count];
    private int missing = words.Count;

    /// <summary>Whether every word was met.</summary>
    public bool AreAll => missing == 0;

    /// <summary>The words of a text, folded.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var folded = SearchText.Fold(text);
        var words = new List<string>();
        for (var rest = folded.AsSpan(); TryTakeWord(ref rest, out var word);)
            if (!words.Contains(word.ToString())) words.Add(word.ToString());
        return words;
    }

    /// <summary>Reads every text of an element and of what is in it.</summary>
    public void ReadAll(FhirNode node)
    {
        if (AreAll || !node.Exists) return;
        if (node.Kind == JsonKind.String)
        {
            ReadText(node.ToText());
            return;
        }
        foreach (var child in node.Children)
        {
            if (child.Name == "div") ReadMarkup(child);
            else if (child.Kind == JsonKind.Array)
                foreach (var item in child.Items) ReadAll(item);
            else ReadAll(child);
        }
    }

    /// <summary>Reads a text without its tags.</summary>
    public void ReadMarkup(FhirNode node)
    {
        if (node.Kind != JsonKind.String) return;
        var rest = node.ToText().AsSpan();
        while (!AreAll && rest.Length > 0)
        {
            var tag = rest.IndexOf('<');
            ReadText(rest[..(tag < 0 ? rest.Length : tag)].ToString());
            if (tag < 0) return;
            rest = rest[tag..];
            var end = rest.IndexOf('>');
            rest = end < 0 ? default : rest[(end + 1)..];
        }
    }

    private void ReadText(string text)
    {
        var folded = SearchText.Fold(text);
        for (var rest = folded.AsSpan(); !AreAll && TryTakeWord(ref rest, out var word);) Tick(word);
    }

    private void Tick(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (found[i] || !word.SequenceEqual(words[i])) continue;
            found[i] = true;
            missing--;
        }
    }

    private static bool TryTakeWord(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> word)
    {
        var start = 0;
        while (start < rest.Length && !char.IsLetterOrDigit(rest[start])) start++;
        var end = start;
        while (end < rest.Length && char.IsLetterOrDigit(rest[end])) end++;
        word = rest[start..end];
        rest = rest[end..];
        return word.Length > 0;
    }
}
