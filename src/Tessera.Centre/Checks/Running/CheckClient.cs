using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Tessera.Centre.Checks.Running;

/// <summary>Sends the requests of a check to one server and to no other: an address of another host is refused, redirects to one are not
/// followed, answers are bounded in time and size.</summary>
internal sealed class CheckClient : IDisposable
{
    private const int MostRedirects = 3;
    private readonly HttpClient http;
    private readonly CheckOptions options;

    public CheckClient(Uri server, CheckOptions options)
    {
        Server = new Uri(server.AbsoluteUri.TrimEnd('/'));
        this.options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Tessera-check/1");
        if (options.Token is { Length: > 0 } token) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The base address, without a slash at its end.</summary>
    public Uri Server { get; }

    /// <summary>The whole address of a target, or null when it is one of another host.</summary>
    public Uri? Address(string target)
    {
        var isWhole = target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var text = isWhole ? target : target.Length == 0 || target[0] == '?' ? Server.AbsoluteUri.TrimEnd('/') + target : $"{Server.AbsoluteUri.TrimEnd('/')}/{target}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && IsSame(address) ? address : null;
    }

    /// <summary>Sends a request.</summary>
    public async Task<CheckAnswer> Send(string method, Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, string? body, string contentType, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Patience);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = Request(method, address, headers, body, contentType);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                if (Next(response, method, address) is not { } next) return await Read(response, patience.Token);
                if (!IsSame(next)) return Failed($"it redirects to another host, {next.GetLeftPart(UriPartial.Authority)}, which is not followed");
                if (redirects == MostRedirects) return Failed("it redirects again and again");
                address = next;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Patience.TotalSeconds:0} s"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Failed($"no answer: {failure.Message}");
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(string method, Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, string? body, string contentType)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", headers.LastOrDefault(IsContentType).Value ?? contentType);
        }

        var accepts = false;
        foreach (var header in headers)
        {
            if (IsContentType(header)) continue;
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
            accepts |= header.Key.Equals("Accept", StringComparison.OrdinalIgnoreCase);
        }

        if (!accepts) request.Headers.TryAddWithoutValidation("Accept", "application/fhir+json");
        return request;
    }

    private static bool IsContentType(KeyValuePair<string, string> header) => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);

    private static Uri? Next(HttpResponseMessage response, string method, Uri address) =>
        method is "GET" or "HEAD" && (int)response.StatusCode is 301 or 302 or 307 or 308 && response.Headers.Location is { } location ? new Uri(address, location) : null;

    private async Task<CheckAnswer> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var chunk = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancel)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > options.MostBytes) return Failed($"the answer is larger than {options.MostBytes / 1024 / 1024} MB");
        }

        return new CheckAnswer
        {
            Status = (int)response.StatusCode,
            Headers = [.. response.Headers.Concat(response.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))],
            Body = buffer.ToArray(),
        };
    }

    private static CheckAnswer Failed(string reason) => new() { Failure = reason };

    private bool IsSame(Uri address) => Uri.Compare(address, Server, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
