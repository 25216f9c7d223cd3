using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tessera.Centre.Runs;

namespace Tessera.Centre.Running;

/// <summary>Tells one address when an import failed, quarantined records or refused to delete. What it says holds counts and the name of the
/// source, never what a record says. Each message is signed: header <c>Tessera-Signature: t=SECONDS,v1=HEX</c>, where HEX is the HMAC-SHA256 of
/// <c>SECONDS.BODY</c> under the secret that both sides know.</summary>
public sealed class Webhook : IDisposable
{
    /// <summary>Pauses between attempts; after the last one the message is given up. The history of runs tells it all the same.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15)];

    /// <summary>Least number of bytes of a secret.</summary>
    public const int ShortestSecret = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly byte[] secret;
    private readonly string centre;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource closing = new();

    /// <summary>Makes a webhook.</summary>
    /// <param name="address">The only address that is ever asked; redirects are not followed.</param>
    /// <param name="secret">The secret, at least 16 bytes.</param>
    /// <param name="centre">Name of the centre, for who hears of several.</param>
    /// <param name="clock">The clock of times and pauses.</param>
    public Webhook(Uri address, ReadOnlySpan<byte> secret, string centre, TimeProvider clock)
    {
        if (secret.Length < ShortestSecret) throw new ArgumentException($"a webhook's secret has at least {ShortestSecret} bytes", nameof(secret));
        (this.address, this.secret, this.centre, this.clock) = (address, secret.ToArray(), centre, clock);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
    }

    /// <summary>Whether somebody has to know of a run.</summary>
    public static bool IsNews(RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.State is ImportState.Failed or ImportState.Interrupted || outcome.Account is { Quarantined: > 0 } or { Vanished.Refused: true };
    }

    /// <summary>Tells of a run, again and again until the other side takes it or the attempts are used up.</summary>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> Tell(RunOutcome outcome)
    {
        var body = Body(outcome);
        for (var attempt = 0; ; attempt++)
        {
            if (await Send(body).ConfigureAwait(false)) return true;
            if (attempt == Pauses.Count || closing.IsCancellationRequested) return false;
            await Task.Delay(Pauses[attempt], clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The signature of a body at a time.</summary>
    public static string Signature(ReadOnlySpan<byte> secret, long seconds, ReadOnlySpan<byte> body)
    {
        var prefix = Encoding.ASCII.GetBytes(seconds.ToString(CultureInfo.InvariantCulture) + ".");
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, [.. prefix, .. body]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        http.Dispose();
    }

    private async Task<bool> Send(byte[] body)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Tessera-Signature", $"t={seconds.ToString(CultureInfo.InvariantCulture)},v1={Signature(secret, seconds, body)}");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, closing.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private byte[] Body(RunOutcome outcome) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Event = "import", Centre = centre, outcome.Source, outcome.Run, State = outcome.State.ToString().ToLowerInvariant(), At = clock.GetUtcNow(),
            outcome.Account?.Read, outcome.Account?.Written, outcome.Account?.Unchanged, outcome.Account?.Quarantined, outcome.Account?.Ignored,
            Vanished = outcome.Account?.Vanished?.Gone, VanishedRefused = outcome.Account?.Vanished?.Refused,
        },
        JsonSerializerOptions.Web);
}
