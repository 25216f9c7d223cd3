using Tessera.Fhir.Search.Content;
using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Search.Queries;
using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads one value of a parameter with rules of its own: <c>_text</c>, <c>_content</c>, <c>_list</c> and <c>Location.near</c>.</summary>
internal sealed class SpecialParameterParser(SearchParameters known)
{
    // The specification leaves the distance to the server when none is given (https://hl7.org/fhir/R4/location.html#positional).
    private const double DefaultKilometres = 50;

    public static bool Knows(string type, string code) => code is "_text" or "_content" or "_list" || (type, code) == ("Location", "near");

    public SearchExpression? Parse(string name, string code, string value, out Issue? issue) => code switch
    {
        "_list" => List(name, EscapedText.Plain(value), out issue),
        "near" => Near(name, value, out issue),
        _ => Words(name, code == "_text", EscapedText.Plain(value), out issue),
    };

    private static WordsMatch? Words(string name, bool narrativeOnly, string value, out Issue? issue)
    {
        var words = FoundWords.Split(value);
        issue = words.Count > 0 ? null : SearchRefusal.Malformed(name, "one or more words");
        return issue is null ? new WordsMatch(narrativeOnly, words) : null;
    }

    private ReverseChain? List(string name, string value, out Issue? issue)
    {
        var id = value.StartsWith("List/", StringComparison.Ordinal) ? value[5..] : value;
        issue = ReferenceText.IsId(id) ? null
            : value.StartsWith('$') ? SearchRefusal.NotSupported(name, "a list that the server would make up", "Name a List by its id.")
            : SearchRefusal.Malformed(name, "the id of a List");
        return issue is null && known.Find("List", "item") is { } item ? new ReverseChain(item, new IdMatch(id)) : null;
    }

    private static NearMatch? Near(string name, string value, out Issue? issue)
    {
        issue = null;
        var parts = EscapedText.Split(value, '|');
        if (parts.Count is >= 2 and <= 4 && Number(parts[0]) is >= -90 and <= 90 and { } latitude && Number(parts[1]) is >= -180 and <= 180 and { } longitude)
        {
            var distance = parts.Count > 2 && parts[2].Length > 0 ? Number(parts[2]) : DefaultKilometres;
            var unit = parts.Count > 3 && parts[3].Length > 0 ? EscapedText.Plain(parts[3]) : "km";
            if (distance >= 0 && UcumConversion.Between(unit, "m") is { } metres) return new NearMatch(latitude, longitude, metres.Convert(distance.Value));
        }
        issue = SearchRefusal.Malformed(name, "of the form latitude|longitude|distance|unit, in degrees and a UCUM unit of length");
        return null;
    }

    private static double? Number(string text) => DecimalRange.TryParse(text, out var number) ? number.Value : null;
}
