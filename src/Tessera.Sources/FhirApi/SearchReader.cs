using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Mapping;
using Tessera.Sources.Remote;

namespace Tessera.Sources.FhirApi;

/// <summary>Reads a search to its end. Links are followed as the server gives them and never to another server. A link that leads back is
/// asked for again and then refused; a search that a changing server cut short is read again. See https://hl7.org/fhir/R4/http.html#paging</summary>
internal sealed class SearchReader(RemoteServer server)
{
    private const string Json = "application/fhir+json";
    private const int Restarts = 3;
    private const int EmptyPages = 100;

    /// <summary>What the server says that is worth telling.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    /// <summary>Whether the server gave less than it says it has.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>The pages, some of them perhaps twice.</summary>
    /// <exception cref="RemoteSourceException">The search cannot be read to its end.</exception>
    public async IAsyncEnumerable<SearchPage> Pages(Uri first, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = new HashSet<ulong>();
        for (var pass = 1; ; pass++)
        {
            var before = found.Count;
            var run = new Pass(first);
            while (run.Address is { } address)
            {
                if (await Page(address, run, pass, cancel).ConfigureAwait(false) is not { } page) break;
                run.Note(page, found);
                yield return page;
                run.Address = Next(page, address, run);
            }

            // A resource that is deleted while pages are turned moves another one from the next page to one that was read.
            var missing = run.Total - found.Count;
            if (!run.WasCut && !run.HasShrunk && missing is null or <= 0) yield break;
            if (pass < Restarts && (run.WasCut || run.HasShrunk || pass == 1 || found.Count > before)) continue;
            if (run.WasCut) throw new RemoteSourceException($"{RemoteServer.Name(first)}: the server forgets the search before it is read");
            HasGaps = true;
            if (missing > 0) Notes.Enqueue($"{RemoteServer.Name(first)}: the server says there are {run.Total} and gives {found.Count}; nothing counts as vanished in this run, and the next one reads again from where this one began");
            else if (run.HasShrunk) Notes.Enqueue($"{RemoteServer.Name(first)}: resources were deleted again and again while they were read; some may be missing until the next run");
            yield break;
        }
    }

    // A search that the server no longer knows begins again: what was taken already is not taken twice.
    private async Task<SearchPage?> Page(Uri address, Pass run, int pass, CancellationToken cancel)
    {
        try
        {
            return await server.Get(address, Json, answer => SearchPage.Read(answer.Body), cancel).ConfigureAwait(false);
        }
        catch (RemoteSourceException gone) when (gone.Status is HttpStatusCode.Gone or HttpStatusCode.NotFound && run.Turned && pass < Restarts)
        {
            run.WasCut = true;
            return null;
        }
    }

    private Uri? Next(SearchPage page, Uri address, Pass run)
    {
        if (page.Next is not { } link) return null;
        if (!Uri.TryCreate(address, link, out var next)) throw new RemoteSourceException($"{RemoteServer.Name(address)}: the link to the next page is no address");
        if (!RemoteServer.SameOrigin(server.Address, next)) throw new RemoteSourceException($"{RemoteServer.Name(address)}: the next page is on another server, {next.GetLeftPart(UriPartial.Authority)}");
        if (run.EmptyPages > EmptyPages) throw new RemoteSourceException($"{RemoteServer.Name(address)}: page after page brings nothing new");
        if (run.Visit(next)) return next;
        // A server that once gave a wrong link gives the right one when it is asked again.
        if (run.LedBack++ >= Restarts) throw new RemoteSourceException($"{RemoteServer.Name(address)}: the pages lead back to one that was read");
        return address;
    }

    private sealed class Pass(Uri first)
    {
        private readonly HashSet<string> visited = [first.AbsoluteUri];

        public Uri? Address { get; set; } = first;

        public long? Total { get; private set; }

        public bool WasCut { get; set; }

        public bool HasShrunk { get; private set; }

        public int LedBack { get; set; }

        public int EmptyPages { get; private set; }

        public bool Turned => visited.Count > 1;

        public bool Visit(Uri next) => visited.Add(next.AbsoluteUri);

        public void Note(SearchPage page, HashSet<ulong> found)
        {
            HasShrunk |= page.Total < Total;
            Total = page.Total ?? Total;
            var isNew = false;
            foreach (var entry in page.Entries)
                if (!entry.IsOutcome && RecordHead.Read(entry.Resource.Span) is { Id: { } id } head) isNew |= found.Add(StableHash.Of(head.Type ?? "", id, ""));
            EmptyPages = isNew ? 0 : EmptyPages + 1;
        }
    }
}
