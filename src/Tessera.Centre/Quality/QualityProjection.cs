using System.Collections.Concurrent;
using Tessera.Centre.Import;
using Tessera.Centre.Journeys;
using Tessera.Centre.Verdicts;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Oncology.Quality;
using Tessera.Store;

namespace Tessera.Centre.Quality;

/// <summary>Makes each patient's share of the counts of quality, with where the records came from and what validation found.</summary>
internal sealed class QualityProjection(FhirStore store, FhirValidator validator, VerdictRecords verdicts, QualityRecords records)
{
    // One layout has few different paths; a source that has ever new ones must not fill the memory.
    private const int MostFeeds = 10_000;

    private readonly ConcurrentDictionary<string, FedElements> fed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<QualityFeed, bool> feeds = [];

    /// <summary>Lets verdicts that wait be written: a patient is counted with what validation found.</summary>
    public Task Prepare(CancellationToken cancel) => verdicts.Flush(cancel);

    /// <summary>One patient's share.</summary>
    public async Task<QualityShare> Read(PatientReading reading, CancellationToken cancel)
    {
        var keys = new List<(string Type, string Id)>(reading.Stored.Count);
        foreach (var stored in reading.Stored) keys.Add((stored.Type, stored.Id));
        var origins = await store.Origins(Access.Everything, keys, cancel).ConfigureAwait(false);
        var known = verdicts.Versions(keys);
        var found = new List<QualityRecord>(keys.Count);
        for (var at = 0; at < keys.Count; at++)
        {
            var document = reading.Read[at];
            found.Add(new QualityRecord(document)
            {
                Origins = origins.TryGetValue(keys[at], out var from) ? Origins(document, from) : [],
                // A verdict that is not there yet, or is about an older version, is no verdict on this one.
                ErrorPlaces = known[at] is { Verdict: not Verdict.Invalid } verdict && verdict.Version >= reading.Stored[at].Version ? [] : Errors(document),
            });
        }

        return QualityShare.Of(records.Reader.Read(reading.Journey, found));
    }

    /// <summary>Keeps which columns feed which elements, as far as it was not known.</summary>
    public void WriteFeeds(DatabaseConnection connection)
    {
        foreach (var (feed, isKept) in feeds)
        {
            if (isKept) continue;
            connection.Execute("insert into quality_feed(source, file, profile, path) values (?1, ?2, ?3, ?4) on conflict do nothing", feed.Source, feed.File, feed.Profile, feed.Path);
            feeds[feed] = true;
        }
    }

    /// <summary>Whether what is there was counted by the elements of now.</summary>
    public bool IsCurrent(DatabaseConnection connection) => connection.Text("select fingerprint from quality_catalogue") == records.Reader.Catalogue.Fingerprint;

    public void Clear(DatabaseConnection connection)
    {
        connection.ExecuteScript("delete from quality_patient; delete from quality_total; delete from quality_source; delete from quality_feed; delete from quality_catalogue;");
        connection.Execute("insert into quality_catalogue(fingerprint) values (?1)", records.Reader.Catalogue.Fingerprint);
        feeds.Clear();
    }

    /// <summary>Keeps the sums as they are now that the last complete import is worked off, once per import.</summary>
    public async Task KeepSnapshot(TimeProvider clock, CancellationToken cancel)
    {
        if (records.RunWithoutSnapshot() is not { } run || store.CountDirtyPatients() > 0) return;
        var taken = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await store.Database.Writer.Run(connection => QualitySnapshots.Put(connection, run, taken, records.Reader.Catalogue.Fingerprint), WritePriority.Bulk, cancel).ConfigureAwait(false);
    }

    private List<RecordOrigin> Origins(FhirDocument document, IReadOnlyList<Origin> from)
    {
        var profile = McodeProfileTable.ClaimedBy(document)?.Name ?? document.ResourceType ?? "";
        var origins = new List<RecordOrigin>(from.Count);
        foreach (var origin in from)
        {
            var path = origin.Path ?? "";
            if (path.Length > 0 && feeds.Count < MostFeeds) feeds.TryAdd(new QualityFeed(origin.Source, origin.File, profile, path), false);
            origins.Add(new RecordOrigin(origin.Source, FedBy(path)));
        }

        return origins;
    }

    private FedElements FedBy(string path)
    {
        if (fed.TryGetValue(path, out var known)) return known;
        var made = new FedElements([.. OriginPaths.Read(path).Where(use => use.Path.Length > 0).Select(use => ElementPath.OfOrigin(use.Path))]);
        return fed.Count < MostFeeds ? fed.GetOrAdd(path, made) : made;
    }

    private string[] Errors(FhirDocument document) =>
        [.. validator.Validate(document).Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => issue.Expression)];
}
