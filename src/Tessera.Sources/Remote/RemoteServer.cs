using System.Net;
using System.Net.Http.Headers;

namespace Tessera.Sources.Remote;

/// <summary>One server of a source: requests that are repeated while that may help, with a token that is renewed when it expires.
/// Certificates are checked as the machine does it; redirects are not followed, so that a token never goes elsewhere.</summary>
internal sealed class RemoteServer : IDisposable
{
    private readonly HttpClient client;
    private readonly HttpClient files;
    private readonly AccessTokens tokens;
    private readonly Backoff backoff;

    public RemoteServer(Uri address, RemoteOptions options)
    {
        Address = WithSlash(address);
        Options = options;
        RefusePlainHttp(Address, options);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }) { Timeout = Timeout.InfiniteTimeSpan };
        // A part of a file can only be asked for as the file is kept, not as it would be compressed for the way.
        files = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = options.Timeout, ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (var http in new[] { client, files }) http.DefaultRequestHeaders.UserAgent.ParseAdd("Tessera");
        tokens = new AccessTokens(this, options);
        backoff = new Backoff(options);
    }

    /// <summary>The base address, with a slash at its end.</summary>
    public Uri Address { get; }

    public RemoteOptions Options { get; }

    /// <summary>When the first answer came, by the server's own clock, or by ours when it does not say; null before.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>The address without user and query, as messages name it: queries hold ids of patients.</summary>
    public static string Name(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Whether two addresses have the same scheme, host and port.</summary>
    public static bool SameOrigin(Uri first, Uri second) =>
        Uri.Compare(first, second, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Refuses an address that would carry patient data or secrets in clear text.</summary>
    public static void RefusePlainHttp(Uri address, RemoteOptions options)
    {
        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || options.AllowPlainHttp))) return;
        throw new RemoteSourceException($"{Name(address)} is not https; patient data would be readable on the way");
    }

    /// <summary>Asks until there is an answer of use.</summary>
    /// <param name="address">What is asked for.</param>
    /// <param name="accept">Media type wanted.</param>
    /// <param name="read">Reads an answer; null when it is cut short or no answer to this, so that it is asked for again.</param>
    /// <param name="cancel">Ends the tries.</param>
    /// <exception cref="RemoteSourceException">The server failed for too long, or refuses.</exception>
    public Task<T> Get<T>(Uri address, string accept, Func<RemoteAnswer, T?> read, CancellationToken cancel) where T : class =>
        Repeat(address, () => Request(address, accept), read, needsToken: true, cancel);

    /// <summary>Asks with a request of its own, made anew for each try.</summary>
    public Task<T> Send<T>(Uri address, Func<HttpRequestMessage> request, Func<RemoteAnswer, T?> read, bool needsToken, CancellationToken cancel) where T : class =>
        Repeat(address, request, read, needsToken, cancel);

    /// <summary>Opens an answer as a stream, without repeating anything.</summary>
    public async Task<HttpResponseMessage> Open(HttpRequestMessage request, bool withToken, CancellationToken cancel)
    {
        if (withToken && await tokens.Get(cancel).ConfigureAwait(false) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        // The clock of who gives tokens is another one.
        if (SameOrigin(Address, request.RequestUri!)) Began ??= response.Headers.Date ?? Options.Clock.GetUtcNow();
        return response;
    }

    /// <summary>Opens a file as it is kept, without repeating anything; the answer begins within the time that a try may take.</summary>
    public async Task<HttpResponseMessage> OpenFile(HttpRequestMessage request, bool withToken, CancellationToken cancel)
    {
        if (withToken && await tokens.Get(cancel).ConfigureAwait(false) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        return await files.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
    }

    /// <summary>Waits as after a failed try.</summary>
    public Task Wait(int attempt, TimeSpan? stated, CancellationToken cancel) => backoff.Wait(attempt, stated, cancel);

    /// <summary>How long an answer asks to wait.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var stated = response.Headers.RetryAfter;
        var wait = stated?.Delta ?? stated?.Date - Options.Clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Forgets a token that the server refuses; false when there is no other.</summary>
    public Task<bool> Renew(CancellationToken cancel) => tokens.Renew(cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        files.Dispose();
        tokens.Dispose();
    }

    private static Uri WithSlash(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;

    private static HttpRequestMessage Request(Uri address, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(accept);
        return request;
    }

    private async Task<T> Repeat<T>(Uri address, Func<HttpRequestMessage> request, Func<RemoteAnswer, T?> read, bool needsToken, CancellationToken cancel) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, trouble, cause) = await Try(request, needsToken, cancel).ConfigureAwait(false);
            if (answer is { IsSuccess: true } or { Status: HttpStatusCode.NotModified } && read(answer) is { } result) return result;
            if (answer is { IsSuccess: true }) trouble = "the answer is cut short or not what was asked for";
            else if (answer is not null) trouble = $"the server answers {(int)answer.Status}";

            var expired = answer?.Status == HttpStatusCode.Unauthorized && needsToken && attempt < Options.Attempts && await Renew(cancel).ConfigureAwait(false);
            if (expired) continue;
            var passing = answer is null || answer.IsSuccess || Backoff.IsPassing(answer.Status);
            if (!passing || attempt >= Options.Attempts)
                throw new RemoteSourceException($"{Name(address)}: {trouble}{(attempt > 1 ? $", after {attempt} tries" : "")}", cause) { Status = answer?.Status, Answer = answer?.Body };
            if (answer?.RetryAfter > Options.LongestWait)
                throw new RemoteSourceException($"{Name(address)}: the server asks to wait {answer.RetryAfter:d\\.hh\\:mm\\:ss}, longer than a run waits") { Status = answer.Status };
            await backoff.Wait(attempt, answer?.RetryAfter, cancel).ConfigureAwait(false);
        }
    }

    private async Task<(RemoteAnswer? Answer, string? Trouble, Exception? Cause)> Try(Func<HttpRequestMessage> request, bool needsToken, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            using var message = request();
            using var response = await Open(message, needsToken, either.Token).ConfigureAwait(false);
            var body = await Whole(response.Content, either.Token).ConfigureAwait(false);
            return (new RemoteAnswer(response.StatusCode, body, response.Content.Headers.ContentLocation, RetryAfter(response)), null, null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return (null, "no answer came in time", null);
        }
        catch (HttpRequestException failure)
        {
            return (null, failure.HttpRequestError == HttpRequestError.SecureConnectionError ? "no trusted connection can be made" : "no connection can be made", failure);
        }
        catch (IOException failure) when (failure is not RemoteSourceException)
        {
            return (null, "the connection broke", failure);
        }
        catch (InvalidDataException failure)
        {
            return (null, "the answer is damaged", failure);
        }
    }

    private async Task<byte[]> Whole(HttpContent content, CancellationToken cancel)
    {
        var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
            {
                if (body.Length + read > Options.LargestAnswer) throw new RemoteSourceException($"the server's answer is larger than {Options.LargestAnswer / 1024 / 1024} MB; ask for smaller pages");
                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }
    }
}
