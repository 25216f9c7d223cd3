using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Tessera.Web.Language;

/// <summary>The catalogue of everything that pages say, in one language: <c>Texts.en.json</c> beside this file. Components ask it by key,
/// so that a translation is one more file and a test can see that no key is missing and none is left over.</summary>
public sealed class Texts
{
    private readonly FrozenDictionary<string, string> texts;

    /// <summary>Makes a catalogue.</summary>
    /// <param name="language">Its BCP 47 language tag, for the <c>lang</c> attribute of pages.</param>
    /// <param name="texts">Key to text; <c>{0}</c>, <c>{1}</c> … stand for values.</param>
    public Texts(string language, IEnumerable<KeyValuePair<string, string>> texts) =>
        (Language, this.texts) = (language, texts.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>The language tag.</summary>
    public string Language { get; }

    /// <summary>All keys with their texts.</summary>
    public IReadOnlyDictionary<string, string> All => texts;

    /// <summary>A text.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key: a bug, which a test finds.</exception>
    public string this[string key] => texts.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"the catalogue has no text '{key}'");

    /// <summary>A text with values in the places <c>{0}</c>, <c>{1}</c> …</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>A number with its word: the texts <c>key.one</c> and <c>key.other</c>, in which <c>{0}</c> is the number.</summary>
    public string Count(string key, long number) => this[number == 1 ? key + ".one" : key + ".other", Wording.Number(number)];

    /// <summary>The English catalogue that the program carries.</summary>
    public static Texts English()
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream("texts:en")!;
        return new Texts("en-GB", JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!);
    }
}
