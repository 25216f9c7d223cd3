using System.Globalization;
using System.Text.Json;

namespace Tessera.Centre.Checks.Running;

/// <summary>What came back for a request.</summary>
internal sealed record CheckAnswer
{
    /// <summary>The status, or 0 when no answer came.</summary>
    public int Status { get; init; }

    /// <summary>Why no answer came, or null.</summary>
    public string? Failure { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The status and, when the server says it, why.</summary>
    public string Summary
    {
        get
        {
            const int Longest = 200;
            var issue = IsSuccess || Json() is not { } json ? default : json.Items("issue").FirstOrDefault();
            var reason = issue.Text("diagnostics") ?? issue.Field("details").Text("text");
            return string.Create(CultureInfo.InvariantCulture, $"status {Status}{(reason is null ? "" : ": " + (reason.Length > Longest ? reason[..Longest] + " …" : reason))}");
        }
    }

    /// <summary>A header, or null.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    /// <summary>The body as a JSON object, or null when it is none.</summary>
    public JsonElement? Json()
    {
        if (Body.IsEmpty) return null;
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
