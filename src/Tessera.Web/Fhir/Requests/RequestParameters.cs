using Tessera.Fhir;
using Tessera.Fhir.Subsets;

namespace Tessera.Web.Fhir.Requests;

/// <summary>Parameters of a request, in order, decoded. Those that only say how the answer is written are kept apart from those of the interaction.</summary>
internal sealed class RequestParameters
{
    private readonly List<KeyValuePair<string, string>> pairs = [];
    private readonly List<KeyValuePair<string, string>> presentation = [];

    /// <summary>What is left for the interaction.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>What parts of resources are wanted: <c>_summary</c> and <c>_elements</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Presentation => presentation;

    /// <summary>The format of the whole answer (<c>_format</c>), or null.</summary>
    public string? Format { get; private set; }

    /// <summary>Whether the answer is for people to read (<c>_pretty</c>).</summary>
    public bool IsPretty { get; private set; }

    /// <summary>All values of a parameter that may come several times.</summary>
    public IEnumerable<string> All(string name) => pairs.Where(pair => pair.Key == name).Select(pair => pair.Value);

    /// <summary>The last value of a parameter, or null.</summary>
    public string? this[string name] => pairs.FindLast(pair => pair.Key == name).Value;

    /// <summary>Reads a query without its question mark, or an <c>application/x-www-form-urlencoded</c> text.</summary>
    public static RequestParameters Of(string? encoded)
    {
        var parameters = new RequestParameters();
        if (encoded is { Length: > 0 }) parameters.Add(encoded);
        return parameters;
    }

    /// <summary>Adds what stands in an <c>application/x-www-form-urlencoded</c> text.</summary>
    public void Add(string encoded)
    {
        foreach (var part in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            Add(Decode(equals < 0 ? part : part[..equals]), equals < 0 ? "" : Decode(part[(equals + 1)..]));
        }
    }

    /// <summary>Adds one parameter.</summary>
    public void Add(string name, string value)
    {
        switch (name)
        {
            case "_format": Format = value; break;
            case "_pretty": IsPretty = value is "true" or "1"; break;
            // A count is a search of its own.
            case "_elements": presentation.Add(new(name, value)); break;
            case "_summary" when value != "count": presentation.Add(new(name, value)); break;
            default: pairs.Add(new(name, value)); break;
        }
    }

    /// <summary>The part of resources that is wanted, or null for all of it.</summary>
    public bool TrySubset(out ResourceSubset? subset, out Issue? issue)
    {
        (subset, issue) = (null, null);
        return presentation.Count == 0 || ResourceSubset.TryParse(Shown("_summary"), Shown("_elements"), out subset, out issue);
    }

    /// <summary>What is wrong when only these parameters are known; null when nothing is.</summary>
    public Issue? Unknown(params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in pairs)
            if (!known.Contains(name))
                return new Issue(IssueSeverity.Error, IssueType.NotSupported, "", $"The parameter '{name}' is not known here.") { Fix = "Check its spelling, or send Prefer: handling=lenient to have it ignored." };
        return null;
    }

    /// <summary>The parameters as a query, encoded.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private string? Shown(string name) => presentation.FindLast(pair => pair.Key == name).Value;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
