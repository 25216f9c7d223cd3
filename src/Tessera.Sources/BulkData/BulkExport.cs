using System.Net;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Ndjson;
using Tessera.Sources.Remote;

namespace Tessera.Sources.BulkData;

/// <summary>Has a server export and fetches the files: asks, waits as long as the server says, downloads. Each step is kept, so that a killed
/// process goes on where it was.</summary>
internal sealed class BulkExport(RemoteServer server, BulkDataOptions options)
{
    private const string Json = "application/fhir+json";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly BulkFolder folder = new(options.Folder);

    /// <summary>The folder with the files.</summary>
    public BulkFolder Folder => folder;

    /// <summary>Brings the whole export here. An export that the server no longer knows is asked for once more.</summary>
    public async Task<BulkManifest> Fetch(DateTimeOffset? since, CancellationToken cancel)
    {
        var request = Request(since);
        folder.Open(request);
        for (var begun = 1; ; begun++)
        {
            try
            {
                var manifest = await Manifest(request, cancel).ConfigureAwait(false);
                await foreach (var _ in OrderedWork.Run(manifest.Files, options.Concurrency, (file, stop) => Download(file, manifest, stop), cancel).ConfigureAwait(false)) continue;
                return manifest;
            }
            catch (RemoteSourceException lost) when (lost.Status is { } status && status != HttpStatusCode.TooManyRequests && begun == 1 && folder.Status is not null)
            {
                // Addresses of files expire, and what a server answers then differs: what it refuses is exported anew, once.
                folder.Clear();
                folder.Open(request);
            }
        }
    }

    /// <summary>Tells the server that its files are no longer needed, and removes ours.</summary>
    public async Task Close(CancellationToken cancel)
    {
        if (folder.Status is { } status)
        {
            try
            {
                await server.Send(status, () => new HttpRequestMessage(HttpMethod.Delete, status), answer => answer, needsToken: true, cancel).ConfigureAwait(false);
            }
            catch (RemoteSourceException)
            {
                // A courtesy; servers that do not know it delete their files when they expire.
            }
        }

        folder.Clear();
    }

    private Uri Request(DateTimeOffset? since)
    {
        var level = options.Group is { } group ? $"Group/{Uri.EscapeDataString(group)}/" : options.WholeServer ? "" : "Patient/";
        var query = new List<string> { "_outputFormat=application%2Ffhir%2Bndjson" };
        if (options.Types.Count > 0) query.Add($"_type={string.Join(',', options.Types)}");
        if (since is { } time) query.Add($"_since={Instant.Write(time - options.Overlap)}");
        return new Uri(server.Address, $"{level}$export?{string.Join('&', query)}");
    }

    private async Task<BulkManifest> Manifest(Uri request, CancellationToken cancel)
    {
        if (folder.Manifest is { } kept && BulkManifest.Read(kept) is { } known) return known;
        var status = folder.Status;
        if (status is null)
        {
            var accepted = await server.Send(request, () => Kickoff(request), answer => answer.Status == HttpStatusCode.Accepted ? answer.ContentLocation : null, needsToken: true, cancel).ConfigureAwait(false);
            status = new Uri(server.Address, accepted);
            if (!RemoteServer.SameOrigin(server.Address, status)) throw new RemoteSourceException($"{RemoteServer.Name(request)}: the server tells the state of the export on another server");
            folder.Begin(status);
        }

        var finished = await Wait(status, cancel).ConfigureAwait(false);
        folder.Finish(finished);
        return BulkManifest.Read(finished)!;
    }

    private static HttpRequestMessage Kickoff(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(Json);
        request.Headers.Add("Prefer", "respond-async");
        return request;
    }

    private async Task<byte[]> Wait(Uri status, CancellationToken cancel)
    {
        var clock = options.Remote.Clock;
        for (var since = clock.GetTimestamp(); clock.GetElapsedTime(since) < options.LongestExport;)
        {
            var answer = await server.Get(status, "application/json", answer => answer.Status == HttpStatusCode.Accepted || BulkManifest.Read(answer.Body) is not null ? answer : null, cancel).ConfigureAwait(false);
            if (answer.Status != HttpStatusCode.Accepted) return answer.Body;
            var pause = answer.RetryAfter is { } stated ? (stated < options.Remote.LongestWait ? stated : options.Remote.LongestWait) : Pause;
            await Task.Delay(pause > TimeSpan.FromSeconds(1) ? pause : TimeSpan.FromSeconds(1), clock, cancel).ConfigureAwait(false);
        }

        throw new RemoteSourceException($"{RemoteServer.Name(status)}: the export is not ready after {options.LongestExport.TotalHours:0.#} hours");
    }

    private async Task<bool> Download(BulkFile file, BulkManifest manifest, CancellationToken cancel)
    {
        var sameOrigin = RemoteServer.SameOrigin(server.Address, file.Address);
        if (manifest.NeedsToken && !sameOrigin) throw new RemoteSourceException($"{RemoteServer.Name(file.Address)}: a file on another server asks for our token");
        RemoteServer.RefusePlainHttp(file.Address, options.Remote);
        var path = folder.FilePath(file);
        var fetched = await new FileDownload(server, file.Address, path, manifest.NeedsToken).Run(cancel).ConfigureAwait(false);
        if (!fetched || file.Count is not { } count || NdjsonFile.Read(path, options.LongestLine).Count() >= count) return fetched;
        // An answer without a length may end early, and nobody sees it but by the count.
        File.Delete(path);
        return await new FileDownload(server, file.Address, path, manifest.NeedsToken).Run(cancel).ConfigureAwait(false);
    }
}
