using Tessera.Database;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>The counts of quality: derived, and as fresh as the last run of the projector.</summary>
public sealed class QualityRecords
{
    private readonly SqliteDatabase database;

    internal QualityRecords(SqliteDatabase database, QualityReader reader) => (this.database, Reader) = (database, reader);

    /// <summary>The elements that are counted.</summary>
    public QualityCatalogue Catalogue => Reader.Catalogue;

    internal QualityReader Reader { get; }

    /// <summary>The sums over all patients, by source and month.</summary>
    public QualityVector Totals()
    {
        using var lease = database.Readers.RentSnapshot();
        return QualitySnapshots.Totals(lease.Connection);
    }

    /// <summary>What one patient contributes; empty for one who is not there.</summary>
    public QualityVector Of(string patient)
    {
        using var lease = database.Readers.RentSnapshot();
        using var row = lease.Connection.Query("select counts from quality_patient where patient = ?1", patient);
        return row.Step() ? QualityRow.Read(row.Bytes(0), QualitySources.Names(lease.Connection)) : new QualityVector();
    }

    /// <summary>The patients who contribute, in the order of their ids.</summary>
    public IReadOnlyList<string> Patients()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select patient from quality_patient order by patient");
        var patients = new List<string>();
        while (rows.Step()) patients.Add(rows.Text(0));
        return patients;
    }

    /// <summary>The counts as they were before the last complete import; null when there is nothing to compare with.</summary>
    public QualityComparison? Before()
    {
        using var lease = database.Readers.RentSnapshot();
        return QualitySnapshots.Before(lease.Connection, Catalogue.Fingerprint);
    }

    /// <summary>Patients with at least one record, or as a whole, of which an element is expected and not usable or not there.</summary>
    /// <param name="element">The element.</param>
    /// <param name="test">What is asked of the patient's counts of the element.</param>
    /// <param name="source">Only what this source contributed, or null for all.</param>
    /// <param name="after">Id of the last patient of the page before, or empty.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<string> Find(QualityElement element, Func<QualityCounts, bool> test, string? source, string after, int count)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(test);
        using var lease = database.Readers.RentSnapshot();
        var names = QualitySources.Names(lease.Connection);
        var found = new List<string>();
        using var rows = lease.Connection.Query("select patient, counts from quality_patient where patient > ?1 order by patient", after);
        while (found.Count < count && rows.Step())
            if (test(CountsOf(rows.Bytes(1), element, names, source))) found.Add(rows.Text(0));
        return found;
    }

    /// <summary>Which columns of which files feed which elements, as origins say it.</summary>
    internal IReadOnlyList<QualityFeed> Feeds()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select source, file, profile, path from quality_feed");
        var feeds = new List<QualityFeed>();
        while (rows.Step()) feeds.Add(new QualityFeed(rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3)));
        return feeds;
    }

    /// <summary>The last complete import when its counts are not kept yet.</summary>
    internal long? RunWithoutSnapshot()
    {
        using var lease = database.Readers.Rent();
        return lease.Connection.Long(
            "select id from (select max(id) as id from import_run where outcome = 'Done') where id is not null and id not in (select run from quality_snapshot)");
    }

    private static QualityCounts CountsOf(byte[] row, QualityElement element, Dictionary<int, string> names, string? source)
    {
        var sum = default(QualityCounts);
        foreach (var group in QualityRow.Groups(row))
        {
            if (source is not null && names[group.Source] != source) continue;
            foreach (var (entry, counts) in QualityCodec.Read(group.Counts))
            {
                if (entry < element.Index) continue;
                if (entry == element.Index) sum += counts;
                break;
            }
        }

        return sum;
    }
}
