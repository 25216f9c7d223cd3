using System.Text;

namespace Tessera.Centre.Checks.Running;

/// <summary>Sends requests and keeps them with their answers for the report: cut to size, and without the credentials, which only the client knows.</summary>
internal sealed class ExchangeLog(CheckClient client, CheckOptions options)
{
    private readonly List<CheckExchange> exchanges = [];

    public IReadOnlyList<CheckExchange> Exchanges => exchanges;

    public async Task<CheckAnswer> Send(string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers, string? body, string contentType, CancellationToken cancel)
    {
        var started = options.Clock.GetTimestamp();
        var address = client.Address(target);
        var answer = address is null
            ? new CheckAnswer { Failure = $"the address {Cut(target)} leads to another host, which is not asked" }
            : await client.Send(method, address, headers, body, contentType, cancel);
        exchanges.Add(new CheckExchange(method, address?.AbsoluteUri ?? target, Sent(headers, body), answer.Status, Came(answer), options.Clock.GetElapsedTime(started)));
        return answer;
    }

    /// <summary>Sends a request that no report shows.</summary>
    public async Task SendQuietly(string method, string target, CancellationToken cancel)
    {
        if (client.Address(target) is { } address) await client.Send(method, address, [], null, "", cancel);
    }

    /// <summary>Drops what came after the first requests: repetitions that show nothing new.</summary>
    public void Forget(int after) => exchanges.RemoveRange(after, exchanges.Count - after);

    private string Sent(IReadOnlyList<KeyValuePair<string, string>> headers, string? body) => Text(headers, body ?? "");

    private string Came(CheckAnswer answer) => answer.Failure ?? Text(answer.Headers.Where(header => IsTelling(header.Key)), Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 4 * options.ShownCharacters)]));

    private string Text(IEnumerable<KeyValuePair<string, string>> headers, string body)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in headers) text.Append(name).Append(": ").Append(value).Append('\n');
        if (text.Length > 0 && body.Length > 0) text.Append('\n');
        return text.Append(Cut(body)).ToString();
    }

    private string Cut(string text) => text.Length <= options.ShownCharacters ? text : string.Concat(text.AsSpan(0, options.ShownCharacters), " …");

    // Cookies and challenges are nobody's business; the rest of a server's headers says nothing about FHIR.
    private static bool IsTelling(string header) => header.ToUpperInvariant() is "CONTENT-TYPE" or "ETAG" or "LAST-MODIFIED" or "LOCATION" or "CONTENT-LOCATION" or "ALLOW" or "ACCESS-CONTROL-ALLOW-ORIGIN";
}
