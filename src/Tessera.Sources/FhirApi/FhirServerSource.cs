using System.Runtime.CompilerServices;
using Tessera.Fhir.Definitions;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Remote;

namespace Tessera.Sources.FhirApi;

/// <summary>A FHIR R4 server as a source: everything that it gives, or what some patients have, or what changed. Requests are repeated while
/// that may help; what the server gives twice is taken once. Memory holds some pages and some bytes per record.</summary>
public sealed class FhirServerSource : IFhirSource
{
    private const int PagesAhead = 2;

    private readonly FhirServerOptions options;
    private readonly FhirDefinitions definitions;
    private readonly ResourceIds ids;
    private readonly List<string> notes = [];

    /// <summary>Names a server; it is asked when records are read.</summary>
    /// <exception cref="RemoteSourceException">The address would carry patient data in clear text.</exception>
    public FhirServerSource(FhirServerOptions options, FhirDefinitions definitions, ResourceIds ids)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.definitions, this.ids) = (options, definitions, ids);
        RemoteServer.RefusePlainHttp(options.Address, options.Remote);
    }

    /// <inheritdoc/>
    public string SourceId => options.Source;

    /// <inheritdoc/>
    public string Mapping => options.Lift.Name;

    /// <inheritdoc/>
    public bool IsIncremental => options.Incremental;

    /// <inheritdoc/>
    public bool ReadsSince => true;

    /// <inheritdoc/>
    public Func<string, bool>? ReadsFile => null;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Deleted => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Notes => notes;

    /// <inheritdoc/>
    public bool HasGaps { get; private set; }

    /// <summary>How often the server gave what it had given before.</summary>
    public long Repeated { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<RecordOutcome> Read(ReadRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var server = new RemoteServer(options.Address, options.Remote);
        var seen = new SeenRecords();
        var (search, told) = (new SearchReader(server), new List<string>());
        var lift = new RecordLift(options.Source, options.Address, options.Lift, definitions, ids) { Fetch = (type, id) => Fetch(server, type, id, cancel), Corrections = request.Corrections };
        var unnamed = 0;
        foreach (var page in PulledAhead.Read(stop => Pages(server, search, told, Instant.Read(request.Since), stop), PagesAhead, cancel))
        foreach (var entry in page.Entries)
        {
            cancel.ThrowIfCancellationRequested();
            var head = RecordHead.Read(entry.Resource.Span);
            var place = head is { Type: { } type, Id: { } id } ? $"{type}/{id}" : null;
            if (entry.IsOutcome || head?.Type == "OperationOutcome") yield return lift.Outcome(entry.Resource, ++unnamed);
            else if (place is null) yield return lift.Read(entry.Resource, "without id", ++unnamed);
            else if (seen.Take(head!.Value)) yield return lift.Read(entry.Resource, place, 1, Mark(head.Value, server));
            else Repeated++;
        }

        notes.Clear();
        notes.AddRange(told);
        notes.AddRange(search.Notes);
        notes.AddRange(lift.Notes);
        HasGaps = search.HasGaps || lift.HasServerErrors;
    }

    // What changes while a run reads may be of a type that was read before: no mark lies after the beginning of the run, by the server's clock.
    private static string? Mark(in RecordHead head, RemoteServer server) =>
        head.Updated is not { } updated ? null : Instant.Write(server.Began is { } began && began < updated ? began : updated);

    private async IAsyncEnumerable<SearchPage> Pages(RemoteServer server, SearchReader search, List<string> told, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var plan = new SearchPlan(options, since, definitions, server.Address);
        var withoutRecords = 0;
        var types = options.Types.Count > 0 ? options.Types : await plan.TypesOf(server, cancel).ConfigureAwait(false);
        if (options.Patients is not { } patients)
        {
            foreach (var type in types)
            await foreach (var page in search.Pages(plan.All(type), cancel).ConfigureAwait(false))
                yield return page;
            yield break;
        }

        foreach (var type in types)
        {
            if (plan.OfPatient(type, "") is not null) continue;
            await foreach (var page in search.Pages(plan.All(type), cancel).ConfigureAwait(false)) yield return page;
        }

        await foreach (var pages in OrderedWork.Run(patients, options.Concurrency, (patient, stop) => OfPatient(search, plan, types, patient, stop), cancel).ConfigureAwait(false))
        {
            if (!pages.Exists(page => page.Entries.Any(entry => !entry.IsOutcome))) withoutRecords++;
            foreach (var page in pages) yield return page;
        }

        // Of who has nothing new since the last run there is nothing to say.
        if (withoutRecords > 0 && since is null && options.Since is null)
            told.Add($"{withoutRecords} of the {patients.Count} patients that the source lists gave no record: check their ids on the server");
    }

    private static async Task<List<SearchPage>> OfPatient(SearchReader search, SearchPlan plan, IReadOnlyList<string> types, string patient, CancellationToken cancel)
    {
        var pages = new List<SearchPage>();
        foreach (var type in types)
        {
            if (plan.OfPatient(type, patient) is not { } address) continue;
            await foreach (var page in search.Pages(address, cancel).ConfigureAwait(false)) pages.Add(page);
        }

        return pages;
    }

    private static SearchPage? Whole(byte[] body) => RecordHead.Read(body) is null ? null : new SearchPage([new PageEntry(body, false)], null, null);

    private static ReadOnlyMemory<byte>? Fetch(RemoteServer server, string type, string id, CancellationToken cancel)
    {
        foreach (var page in PulledAhead.Read(stop => Fetched(server, $"{type}/{id}", stop), 1, cancel)) return page.Entries[0].Resource;
        return null;
    }

    private static async IAsyncEnumerable<SearchPage> Fetched(RemoteServer server, string place, [EnumeratorCancellation] CancellationToken cancel)
    {
        SearchPage? page = null;
        try
        {
            page = await server.Get(new Uri(server.Address, place), "application/fhir+json", answer => Whole(answer.Body), cancel).ConfigureAwait(false);
        }
        catch (RemoteSourceException missing) when (missing.Status is { } status && (int)status is >= 400 and < 500)
        {
            // What cannot be read says nothing.
        }

        if (page is not null) yield return page;
    }
}
