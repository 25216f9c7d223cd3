using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tessera.Sources.Remote;

/// <summary>The token of a server: asked for when it is needed, kept while it holds, renewed a little before it expires.</summary>
internal sealed class AccessTokens(RemoteServer server, RemoteOptions options) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim one = new(1, 1);
    private string? token;
    private DateTimeOffset expires;
    private Uri? endpoint;

    /// <summary>The token, or null when the server wants none.</summary>
    public async Task<string?> Get(CancellationToken cancel)
    {
        if (options.Authorisation is null) return null;
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (token is null || options.Clock.GetUtcNow() >= expires) (token, expires) = await Fetch(options.Authorisation, cancel).ConfigureAwait(false);
            return token;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Forgets the token after a refusal; false when asking again would bring the same.</summary>
    public async Task<bool> Renew(CancellationToken cancel)
    {
        if (options.Authorisation is null) return false;
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var refused = token;
            token = null;
            return options.Authorisation is not ServerAuthorisation.Bearer bearer || bearer.Token.Read() != refused;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<(string Token, DateTimeOffset Expires)> Fetch(ServerAuthorisation authorisation, CancellationToken cancel)
    {
        if (authorisation is not ServerAuthorisation.AtTokenEndpoint asked) return (((ServerAuthorisation.Bearer)authorisation).Token.Read(), DateTimeOffset.MaxValue);
        endpoint ??= asked.TokenAddress ?? await Discover(cancel).ConfigureAwait(false);
        RemoteServer.RefusePlainHttp(endpoint, options);
        var granted = await Ask(asked, endpoint, cancel).ConfigureAwait(false);
        var now = options.Clock.GetUtcNow();
        var lifetime = granted.Lifetime > Margin * 2 ? granted.Lifetime - Margin : granted.Lifetime / 2;
        return (granted.Token, now + lifetime);
    }

    private async Task<Granted> Ask(ServerAuthorisation.AtTokenEndpoint asked, Uri address, CancellationToken cancel)
    {
        try
        {
            return await server.Send(address, () => Request(asked, address), answer => Granted.Read(answer.Body), needsToken: false, cancel).ConfigureAwait(false);
        }
        catch (RemoteSourceException failure) when (failure.Answer is { } body && TokenRefusal.Read(body, asked) is { } refusal)
        {
            throw new RemoteSourceException($"{failure.Message}: {refusal.Text}") { Status = failure.Status, IsNotAuthorised = refusal.IsOfWhoAsks };
        }
    }

    private HttpRequestMessage Request(ServerAuthorisation.AtTokenEndpoint asked, Uri address)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = asked.Scope };
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Accept.ParseAdd("application/json");
        if (asked is ServerAuthorisation.BackendServices services)
        {
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = ClientAssertion.Make(services.PrivateKey.Read(), services.KeyId, services.ClientId, address, options.Clock.GetUtcNow());
        }
        else if (asked is ServerAuthorisation.ClientCredentials client)
        {
            // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
            var pair = $"{Uri.EscapeDataString(client.ClientId)}:{Uri.EscapeDataString(client.ClientSecret.Read())}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private async Task<Uri> Discover(CancellationToken cancel)
    {
        var place = new Uri(server.Address, ".well-known/smart-configuration");
        using var found = await server.Send(place, () => new HttpRequestMessage(HttpMethod.Get, place), answer => Json(answer.Body), needsToken: false, cancel).ConfigureAwait(false);
        return found.RootElement.ValueKind == JsonValueKind.Object && found.RootElement.TryGetProperty("token_endpoint", out var text)
            && text.ValueKind == JsonValueKind.String && Uri.TryCreate(text.GetString(), UriKind.Absolute, out var address)
            ? address
            : throw new RemoteSourceException($"{RemoteServer.Name(place)} names no token endpoint; state it as tokenUrl");
    }

    private static JsonDocument? Json(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // RFC 6749, 5.1. A lifetime that is not stated is taken to be short.
    private sealed record Granted(string Token, TimeSpan Lifetime)
    {
        public static Granted? Read(byte[] body)
        {
            using var json = Json(body);
            if (json?.RootElement is not { ValueKind: JsonValueKind.Object } root) return null;
            if (!root.TryGetProperty("access_token", out var token) || token.ValueKind != JsonValueKind.String) return null;
            var seconds = root.TryGetProperty("expires_in", out var lifetime) && lifetime.ValueKind == JsonValueKind.Number && lifetime.TryGetDouble(out var stated) ? stated : 300;
            return new Granted(token.GetString()!, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(1).TotalSeconds)));
        }
    }
}
