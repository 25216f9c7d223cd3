using System.Text.Json;

namespace Tessera.Sources.Remote;

/// <summary>Why a token endpoint gives no token (RFC 6749, 5.2): in one line, without what we sent it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsOfWhoAsks">Whether it refuses who asks, and not only for now.</param>
internal sealed record TokenRefusal(string Text, bool IsOfWhoAsks)
{
    private const int LongestDescription = 200;

    /// <summary>Reads an answer; null when it is no such refusal.</summary>
    public static TokenRefusal? Read(byte[] body, ServerAuthorisation.AtTokenEndpoint asked)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || Member(json.RootElement, "error") is not { } error || Repeats(error, asked)) return null;
            var description = Member(json.RootElement, "error_description") is { } said && !Repeats(said, asked) ? said : null;
            return new TokenRefusal($"{Line(error)}{(description is null ? "" : $" ({Line(description)})")}", error is not ("server_error" or "temporarily_unavailable"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Member(JsonElement answer, string name) => answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    // Some servers answer with the request: the secret in any of the forms in which it was sent, or the signed assertion, which begins as every JWT does.
    private static bool Repeats(string text, ServerAuthorisation.AtTokenEndpoint asked) =>
        text.Contains("eyJ", StringComparison.Ordinal) || text.Contains("Basic ", StringComparison.OrdinalIgnoreCase)
        || (asked is ServerAuthorisation.ClientCredentials client && client.ClientSecret.Read() is var secret
            && (text.Contains(secret, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)));

    private static string Line(string text)
    {
        var plain = string.Concat(text.Take(LongestDescription).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)).Trim();
        return text.Length > LongestDescription ? plain + "…" : plain;
    }
}
