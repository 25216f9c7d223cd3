using Microsoft.AspNetCore.Http;
using Tessera.Fhir;

namespace Tessera.Web.Fhir;

/// <summary>Parameters of a request, in order, decoded; those that every request may have are taken out.</summary>
internal sealed class RequestParameters
{
    private static readonly string[] Common = ["_format", "_pretty"];

    private readonly List<KeyValuePair<string, string>> pairs = [];

    private RequestParameters()
    {
    }

    /// <summary>What is left for the interaction.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>The last value of a parameter, or null.</summary>
    public string? this[string name] => pairs.FindLast(pair => pair.Key == name).Value;

    public static RequestParameters OfQuery(HttpRequest request)
    {
        var parameters = new RequestParameters();
        parameters.Add(request.QueryString.Value is { Length: > 1 } query ? query[1..] : "");
        return parameters;
    }

    public static RequestParameters OfForm(string form)
    {
        var parameters = new RequestParameters();
        parameters.Add(form);
        return parameters;
    }

    /// <summary>Adds what stands in an <c>application/x-www-form-urlencoded</c> text.</summary>
    public void Add(string encoded)
    {
        foreach (var part in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part[..equals]);
            if (!Common.Contains(name)) pairs.Add(new(name, equals < 0 ? "" : Decode(part[(equals + 1)..])));
        }
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

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
