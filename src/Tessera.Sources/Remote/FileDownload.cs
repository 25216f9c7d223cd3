using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Tessera.Sources.Remote;

/// <summary>Fetches a file to a path where it appears whole. After a break it goes on where it was, if the server can; else it begins again.</summary>
internal sealed class FileDownload(RemoteServer server, Uri address, string path, bool withToken)
{
    private readonly string part = path + ".part";
    private readonly string tag = path + ".tag";

    /// <summary>Fetches the file unless it is there; false when it was there.</summary>
    /// <exception cref="RemoteSourceException">It cannot be fetched.</exception>
    public async Task<bool> Run(CancellationToken cancel)
    {
        if (File.Exists(path)) return false;
        for (var attempt = 1; ; attempt++)
        {
            var before = CanGoOn ? Length() : 0;
            var (done, status, wait) = await Try(before, cancel).ConfigureAwait(false);
            if (done) break;
            if (status == HttpStatusCode.Unauthorized && withToken && attempt < server.Options.Attempts && await server.Renew(cancel).ConfigureAwait(false)) continue;
            // Whoever brings something each time is slow, not dead, if it is not the same each time.
            if (CanGoOn && Length() > before) attempt = 1;
            if ((status is { } refused && !Backoff.IsPassing(refused)) || attempt >= server.Options.Attempts)
                throw new RemoteSourceException($"{RemoteServer.Name(address)}: the file cannot be fetched{(status is null ? "" : $", the server answers {(int)status}")}") { Status = status };
            if (wait > server.Options.LongestWait) throw new RemoteSourceException($"{RemoteServer.Name(address)}: the server asks to wait longer than a run waits") { Status = status };
            await server.Wait(attempt, wait, cancel).ConfigureAwait(false);
        }

        File.Move(part, path, overwrite: true);
        File.Delete(tag);
        return true;
    }

    // Without something that tells one state of the file from another, what comes after a break may be of another one.
    private bool CanGoOn => File.Exists(tag);

    private long Length() => File.Exists(part) ? new FileInfo(part).Length : 0;

    private async Task<(bool Done, HttpStatusCode? Status, TimeSpan? Wait)> Try(long have, CancellationToken cancel)
    {
        try
        {
            using var request = Request(have);
            using var response = await server.OpenFile(request, withToken, cancel).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
            {
                if (response.Content.Headers.ContentRange?.Length == have) return (true, null, null);
                File.Delete(part);
                return (false, null, TimeSpan.Zero);
            }

            if (!response.IsSuccessStatusCode) return (false, response.StatusCode, server.RetryAfter(response));
            return (await Take(response, have, cancel).ConfigureAwait(false), null, null);
        }
        catch (HttpRequestException)
        {
            return (false, null, null);
        }
        catch (IOException broken) when (broken is HttpIOException or { InnerException: System.Net.Sockets.SocketException })
        {
            return (false, null, null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, null, null);
        }
    }

    // A part of a file that has changed meanwhile must not be joined to one of the new file (RFC 9110, 13.1.5).
    private HttpRequestMessage Request(long have)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/fhir+ndjson");
        if (have == 0) return request;
        request.Headers.Range = new RangeHeaderValue(have, null);
        var known = File.ReadAllText(tag);
        if (EntityTagHeaderValue.TryParse(known, out var entity)) request.Headers.IfRange = new RangeConditionHeaderValue(entity);
        else request.Headers.IfRange = new RangeConditionHeaderValue(DateTimeOffset.ParseExact(known, "r", CultureInfo.InvariantCulture));
        return request;
    }

    private async Task<bool> Take(HttpResponseMessage response, long have, CancellationToken cancel)
    {
        var continues = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        if (response.StatusCode == HttpStatusCode.PartialContent && !continues)
        {
            File.Delete(part);
            return false;
        }

        var state = response.Headers.ETag is { IsWeak: false } strong ? strong.ToString() : response.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture);
        if (state is not null) await File.WriteAllTextAsync(tag, state, cancel).ConfigureAwait(false);
        else File.Delete(tag);
        var file = new FileStream(part, continues ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false)) await Copy(stream, file, cancel).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        var whole = continues ? response.Content.Headers.ContentRange!.Length : response.Content.Headers.ContentLength;
        return whole is null || Length() == whole;
    }

    // A server may be slow for hours; it may not be silent for longer than an answer may take.
    private async Task Copy(Stream from, FileStream to, CancellationToken cancel)
    {
        var buffer = new byte[128 * 1024];
        while (true)
        {
            using var silence = new CancellationTokenSource(server.Options.Timeout, server.Options.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancel);
            var read = await from.ReadAsync(buffer, either.Token).ConfigureAwait(false);
            if (read == 0) return;
            await to.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
        }
    }
}
