using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tessera.Fhir.Search;

/// <summary>Where a page ended: the values of its last match by which the search is ordered. Written into the next page's URL with a
/// fingerprint of the search, since in another search it would mean nothing. It grants nothing: whoever makes one up only chooses a place.</summary>
/// <param name="Values">The values: <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or null each.</param>
public sealed record SearchCursor(IReadOnlyList<object?> Values)
{
    private const int MaximumLength = 4096;

    /// <summary>Writes the cursor for a URL.</summary>
    public string ToText(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Fingerprint(query) + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Values));
    }

    /// <summary>Reads a cursor that <see cref="ToText"/> wrote for the same search.</summary>
    public static bool TryParse(string text, SearchQuery query, [NotNullWhen(true)] out SearchCursor? cursor)
    {
        ArgumentNullException.ThrowIfNull(text);
        cursor = null;
        var fingerprint = Fingerprint(query);
        if (text.Length > MaximumLength || !text.StartsWith(fingerprint + ".", StringComparison.Ordinal)) return false;
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text.AsSpan(fingerprint.Length + 1)));
            var values = json.RootElement.EnumerateArray().Select(Value).ToArray();
            // An order ends with the resource's own number, so that no two matches are equal.
            if (values.Length != Math.Max(1, query.Sort.Count) + 1 || values[^1] is not long) return false;
            cursor = new SearchCursor(values);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Null => null,
        _ => throw new FormatException("a cursor holds numbers and texts"),
    };

    // The size of a page may change on the way; everything else makes another search.
    private static string Fingerprint(SearchQuery query)
    {
        var text = new StringBuilder(query.Type);
        foreach (var (name, value) in query.Applied)
            if (name is not ("_cursor" or "_count")) text.Append('\n').Append(name).Append('=').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 6));
    }
}
