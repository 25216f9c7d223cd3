using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tessera.Centre.Checks.Running;

/// <summary>What a case knows by name: <c>{unique}</c>, a text that nobody else has; <c>{base}</c>, the server's address; the ids of its
/// records; and what it took from answers.</summary>
internal sealed partial class CheckVariables
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> records = new(StringComparer.Ordinal);

    public string this[string name]
    {
        get => values.TryGetValue(name, out var value) ? value : throw new FormatException($"the suite knows no variable '{name}'");
        set => values[name] = value;
    }

    /// <summary>Names a record of the server: <c>{name}</c> is its id.</summary>
    public void Name(string name, string type, string id)
    {
        values[name] = id;
        records[name] = $"{type}/{id}";
    }

    /// <summary>The record of a name as <c>Type/id</c>; what is no name is such a reference itself.</summary>
    public string Record(string name) => records.TryGetValue(name, out var record) ? record : In(name);

    /// <summary>The name of a record, or its reference where it has none.</summary>
    public string NameOf(string record) => records.FirstOrDefault(pair => pair.Value == record).Key ?? record;

    /// <summary>A text with values in the places of variables.</summary>
    public string In(string text) => Place().Replace(text, place => this[place.Groups[1].Value]);

    /// <summary>The same for a text that is JSON.</summary>
    public string InJson(string json) => Place().Replace(json, place => JsonEncodedText.Encode(this[place.Groups[1].Value]).ToString());

    /// <summary>The variables that a text names.</summary>
    public static IEnumerable<string> NamesIn(string text) => Place().Matches(text).Select(place => place.Groups[1].Value);

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_.-]*)\}")]
    private static partial Regex Place();
}
