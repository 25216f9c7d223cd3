using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store.Schema;
using Tessera.Store.Writing;

namespace Tessera.Store.Verifying;

/// <summary>Checks current resources, piece by piece in the order of their numbers: content, patients, index.</summary>
internal sealed class CurrentVersionCheck(
    DatabaseConnection connection, ContentCheck content, Func<FhirDocument, IndexEntries> extract, Vocabulary vocabulary, Interner interner, IndexComparison indexes, FindingList findings)
{
    private const int Piece = 500;

    public long Resources { get; private set; }

    public long Deleted { get; private set; }

    public void Run(Action<long>? progress, CancellationToken cancel)
    {
        var after = long.MinValue;
        while (Read(after) is { Count: > 0 } rows)
        {
            cancel.ThrowIfCancellationRequested();
            var read = new (string? Complaint, FhirDocument? Document, IndexEntries? Entries)[rows.Count];
            Parallel.For(0, rows.Count, at => read[at] = Derive(rows[at]));
            for (var at = 0; at < rows.Count; at++) Check(rows[at], read[at].Complaint, read[at].Entries);
            // Up to the next piece or the end of all, so that rows of numbers without a resource are seen too.
            var last = rows.Count < Piece ? long.MaxValue : rows[^1].Rid;
            indexes.Compare(after, last);
            after = rows[^1].Rid;
            Resources += rows.Count(row => !row.Deleted);
            Deleted += rows.Count(row => row.Deleted);
            progress?.Invoke(Resources + Deleted);
            if (last == long.MaxValue) return;
        }

        indexes.Compare(after, long.MaxValue);
    }

    private List<VersionRow> Read(long after)
    {
        var rows = new List<VersionRow>(Piece);
        using var found = connection.Query(
            "select rid, type, id, version, updated, deleted, patient, indexes, hash, body, checksum from main.resource where rid > ?1 order by rid limit ?2", after, (long)Piece);
        while (found.Step()) rows.Add(VersionRow.Read(found));
        return rows;
    }

    private (string?, FhirDocument?, IndexEntries?) Derive(VersionRow row)
    {
        if (row.Deleted) return default;
        var complaint = content.Complaint(row, out var document);
        return (complaint, document, document is null ? null : extract(document));
    }

    private void Check(VersionRow row, string? complaint, IndexEntries? entries)
    {
        if (complaint is not null) findings.Add(VerifyKind.Content, row.Rid, complaint, row.Version);
        if (entries is null)
        {
            if (!row.Deleted) indexes.LeaveOut(row.Rid);
            return;
        }

        if (row.Hash is null) findings.Add(VerifyKind.Content, row.Rid, "The content has no hash.", row.Version);
        if (IndexWriter.Tables(entries) != row.Indexes) findings.Add(VerifyKind.IndexSuperfluous, row.Rid, "The row names other index tables than its content has values for.");
        CheckPatients(row, PatientLinks.Of(vocabulary.TypeName(row.Type), row.Id, entries));
        indexes.Expect(row.Rid, row.Updated, entries);
    }

    private void CheckPatients(VersionRow row, IReadOnlyList<string> patients)
    {
        var numbers = patients.Select(patient => interner.Resource(connection, "Patient", patient)).ToHashSet();
        long? expected = numbers.Count switch { 0 => null, 1 => numbers.First(), _ => PatientColumn.Several };
        if (row.Patient != expected)
        {
            findings.Add(VerifyKind.Patient, row.Rid, "The row is about other patients than its content.", row.Version);
            return;
        }

        if (expected != PatientColumn.Several) return;
        using var listed = connection.Query("select patient from main.compartment where rid = ?1", row.Rid);
        var found = new HashSet<long>();
        while (listed.Step()) found.Add(listed.Long(0));
        if (!found.SetEquals(numbers)) findings.Add(VerifyKind.Patient, row.Rid, "The patients that it is listed for are not those of its content.", row.Version);
    }
}
