using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Store.Reindexing;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Writing;

/// <summary>Writes one prepared resource after another on the writer's thread: version, history, index, change, in one operation.</summary>
internal sealed class ResourceWriter(Vocabulary vocabulary, AccessRules rules, WritePreparation preparation, TimeProvider clock)
{
    private readonly Interner interner = new(vocabulary);
    private readonly DirtyPatients dirty = new();
    private long latest;
    private long sequence;

    /// <summary>Forgets what undone work left in memory.</summary>
    public void Forget()
    {
        interner.Forget();
        dirty.Forget();
        sequence = 0;
    }

    /// <summary>Reads what the last run left, so that times never go back even if the clock does.</summary>
    public long Start(DatabaseConnection connection) => latest = connection.Long("select updated from change order by seq desc limit 1") ?? 0;

    /// <summary>Ends an operation: what its writes have in common is written once. Nothing of it may be committed before.</summary>
    public void Finish(DatabaseConnection connection) => dirty.Flush(connection);

    public WriteOutcome Write(DatabaseConnection connection, Access access, PreparedWrite write)
    {
        if (write.Refusal is { } refusal) return Outcome(write, WriteStatus.Refused, default, refusal);
        if (!AccessRules.MayWrite(access, write.Write.Type)) return Outcome(write, WriteStatus.Refused, default, Forbidden(write.Write.Type));
        if (write.Write.Criteria is not null && Conditions.Resolve(connection, access, write, out write) is { } decided) return decided;
        return write.Write.Kind == WriteKind.Edit ? Edit(connection, access, write) : WriteChecked(connection, access, write);
    }

    /// <summary>Decides which resources conditional writes mean.</summary>
    public ConditionalWrite Conditions { get; } = new(vocabulary, rules, preparation);

    private WriteOutcome Edit(DatabaseConnection connection, Access access, PreparedWrite write)
    {
        var rid = KnownRid(connection, write);
        var current = CurrentVersion.Read(connection, rid);
        if (!current.Exists || !rules.Sees(connection, access, rid))
            return Outcome(write, WriteStatus.Refused, default, new Issue(IssueSeverity.Error, IssueType.NotFound, write.Write.Type, $"There is no {write.Write.Type} with this id."));
        if (current.Deleted) return Outcome(write, WriteStatus.Refused, current, new Issue(IssueSeverity.Error, IssueType.Deleted, write.Write.Type, $"This {write.Write.Type} was deleted."));
        if (Conflict(write, current) is { } conflict) return Outcome(write, WriteStatus.Conflict, current, conflict);
        var document = FhirDocument.Parse(CurrentVersion.Body(connection, rid), preparation.Definitions.Names);
        if (write.Write.Change!(document, out var refusal) is not { } changed) return Outcome(write, WriteStatus.Refused, default, refusal);
        var prepared = preparation.Prepare(write.Write with { Kind = WriteKind.Upsert, Document = changed, Change = null });
        if (prepared.Refusal is { } unfit) return Outcome(write, WriteStatus.Refused, default, unfit);
        vocabulary.Require(prepared);
        return WriteChecked(connection, access, prepared);
    }

    private WriteOutcome WriteChecked(DatabaseConnection connection, Access access, PreparedWrite write) =>
        access.IsUnrestricted ? WriteKnown(connection, access, write) : WriteWithin(connection, access, write);

    /// <summary>Under restrictions: what exists must be visible before and what is written must be visible afterwards; else nothing happened.</summary>
    private WriteOutcome WriteWithin(DatabaseConnection connection, Access access, PreparedWrite write)
    {
        connection.Execute("savepoint restricted");
        var outcome = WriteKnown(connection, access, write);
        if (outcome.Status is WriteStatus.Created or WriteStatus.Updated && !rules.Sees(connection, access, Rid(connection, write)))
        {
            TakeBack(connection, "restricted");
            outcome = Outcome(write, WriteStatus.Refused, default, Forbidden(write.Write.Type));
        }
        connection.Execute("release restricted");
        return outcome;
    }

    /// <summary>Runs work whose writes are taken back.</summary>
    public void Undoing(DatabaseConnection connection, Action work)
    {
        connection.Execute("savepoint rehearsal");
        work();
        TakeBack(connection, "rehearsal");
        connection.Execute("release rehearsal");
    }

    private void TakeBack(DatabaseConnection connection, string savepoint)
    {
        connection.Execute("rollback to " + savepoint);
        // A patient that is marked for nothing is looked at once more; the marks of the writes before must stay.
        interner.Forget();
        sequence = 0;
    }

    private WriteOutcome WriteKnown(DatabaseConnection connection, Access access, PreparedWrite write)
    {
        var isNew = false;
        var rid = write.Form is null ? KnownRid(connection, write) : interner.Resource(connection, write.Write.Type, write.Id, out isNew);
        var current = isNew ? CurrentVersion.None : CurrentVersion.Read(connection, rid);
        if (!access.IsUnrestricted && current is { Exists: true, Deleted: false } && !rules.Sees(connection, access, rid))
            return Outcome(write, WriteStatus.Refused, default, Forbidden(write.Write.Type));
        if (Conflict(write, current) is { } conflict) return Outcome(write, WriteStatus.Conflict, current, conflict);
        var before = access.Disclosures is null ? [] : Disclosures.Of(connection, rid, current.Patient);
        if (write.Form is null) return Delete(connection, write, rid, current) with { Concerned = before };
        if (current is { Exists: true, Deleted: false } && current.Hash.AsSpan().SequenceEqual(write.Form.Hash))
        {
            // The same content may stand in another row now, or come by another mapping.
            if (write.Write.Origins.Count > 0) new OriginWriter(interner).Renew(connection, rid, write.Write.Origins);
            return Outcome(write, WriteStatus.Unchanged, current) with { Number = rid, Concerned = before };
        }

        var written = Put(connection, write, write.Form, rid, current, out var patient);
        return access.Disclosures is null ? written : written with { Concerned = [.. before, .. Disclosures.Of(connection, rid, patient)] };
    }

    private static Issue? Conflict(PreparedWrite write, CurrentVersion current)
    {
        var exists = current is { Exists: true, Deleted: false };
        if (write.Write.Kind == WriteKind.Create && exists)
        {
            return new Issue(IssueSeverity.Error, IssueType.Duplicate, write.Write.Type + ".id", $"{write.Write.Type}/{write.Id} exists already, and this would create it: a conditional update that matches nothing creates.")
            {
                Fix = "Leave the id out to have one chosen, or update that resource by its id.",
            };
        }
        if (write.Write.IfVersion is { } condition && !condition.Allows(exists ? current.Version : 0))
        {
            return new Issue(IssueSeverity.Error, IssueType.Conflict, write.Write.Type, condition.Refusal)
            {
                Fix = "Read the resource again and repeat the change on its current version.",
            };
        }
        return null;
    }

    private WriteOutcome Put(DatabaseConnection connection, PreparedWrite write, StoredForm form, long rid, CurrentVersion current, out long? patient)
    {
        var updated = Now();
        var next = new CurrentVersion(current.Version + 1, updated, false, Patient(connection, write), IndexWriter.Tables(write.Entries!), form.Hash);
        patient = next.Patient;
        var change = NextChange(connection, write, rid, next);
        if (current.Exists) Archive(connection, rid, current, change);
        if (current.Patient == PatientColumn.Several) connection.Execute("delete from compartment where rid = ?1", rid);
        var body = form.Stamp(next.Version, DateTimeOffset.FromUnixTimeMilliseconds(updated));
        connection.Execute(
            """
            insert into resource(rid, type, id, version, updated, deleted, patient, indexes, hash, body, checksum) values (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10)
            on conflict(rid) do update set version = excluded.version, updated = excluded.updated, deleted = 0, patient = excluded.patient,
                indexes = excluded.indexes, hash = excluded.hash, body = excluded.body, checksum = excluded.checksum
            """,
            rid, vocabulary.Type(write.Write.Type), write.Id, next.Version, updated, next.Patient, (long)next.Indexes, form.Hash, body, BodyChecksum.Of(body, rid, next.Version));
        if (next.Patient == PatientColumn.Several) WriteCompartment(connection, write, rid);
        new IndexWriter(vocabulary, interner).Insert(connection, rid, updated, write.Entries!);
        WriteOrigins(connection, write, rid, current);
        MarkDirty(connection, write, rid, next.Patient, change);
        return Outcome(write, current is { Exists: true, Deleted: false } ? WriteStatus.Updated : WriteStatus.Created, next) with { Number = rid, Body = body };
    }

    private void WriteOrigins(DatabaseConnection connection, PreparedWrite write, long rid, CurrentVersion current)
    {
        var origins = new OriginWriter(interner);
        if (current.Exists) origins.Replace(connection, rid, write.Write.Origins);
        else origins.Insert(connection, rid, write.Write.Origins);
    }

    /// <summary>Writes anew what a stored resource is found by, as it is now.</summary>
    public void Rewrite(DatabaseConnection connection, StoredBody stored)
    {
        var (rid, write) = (stored.Rid, stored.Index);
        var current = CurrentVersion.Read(connection, rid);
        if (current.Deleted) return;
        // Another version was written since it was read. Its types are known, because it is there.
        if (current.Version != stored.Version) write = preparation.Index(write.Write.Type, write.Id, FhirDocument.Parse(CurrentVersion.Body(connection, rid), preparation.Definitions.Names));
        IndexWriter.Delete(connection, rid, IndexTables.All);
        connection.Execute("delete from compartment where rid = ?1", rid);
        var patient = Patient(connection, write);
        if (patient == PatientColumn.Several) WriteCompartment(connection, write, rid);
        connection.Execute("update resource set indexes = ?2, patient = ?3 where rid = ?1", rid, (long)IndexWriter.Tables(write.Entries!), patient);
        new IndexWriter(vocabulary, interner).Insert(connection, rid, current.Updated, write.Entries!);
    }

    private WriteOutcome Delete(DatabaseConnection connection, PreparedWrite write, long rid, CurrentVersion current)
    {
        if (!current.Exists || current.Deleted) return Outcome(write, WriteStatus.Deleted, current) with { Number = rid };
        var next = new CurrentVersion(current.Version + 1, Now(), true, current.Patient, IndexTables.None, []);
        var change = NextChange(connection, write, rid, next);
        Archive(connection, rid, current, change);
        connection.Execute(
            "update resource set version = ?2, updated = ?3, deleted = 1, indexes = 0, hash = null, body = null, checksum = null where rid = ?1", rid, next.Version, next.Updated);
        return Outcome(write, WriteStatus.Deleted, next) with { Number = rid };
    }

    /// <summary>Moves the current version into the history and takes it out of every index.</summary>
    private void Archive(DatabaseConnection connection, long rid, CurrentVersion current, long change)
    {
        connection.Execute(
            """
            insert into resource_history(rid, version, updated, deleted, patient, hash, body, checksum)
            select rid, version, updated, deleted, patient, hash, body, checksum from resource where rid = ?1
            """,
            rid);
        IndexWriter.Delete(connection, rid, current.Indexes);
        dirty.Mark(connection, rid, current.Patient, change);
    }

    private void MarkDirty(DatabaseConnection connection, PreparedWrite write, long rid, long? patient, long change)
    {
        dirty.Mark(connection, rid, patient, change);
        if (patient is null) DirtyPatients.MarkThroughReferences(connection, write.Write.Type, rid, change);
    }

    private long NextChange(DatabaseConnection connection, PreparedWrite write, long rid, CurrentVersion next)
    {
        if (sequence == 0) sequence = connection.Long("select max(seq) from change") ?? 0;
        connection.Execute(
            "insert into change(seq, type, rid, version, deleted, updated) values (?1, ?2, ?3, ?4, ?5, ?6)",
            ++sequence, vocabulary.Type(write.Write.Type), rid, next.Version, next.Deleted, next.Updated);
        return sequence;
    }

    private long? Patient(DatabaseConnection connection, PreparedWrite write) => write.Patients.Count switch
    {
        0 => null,
        1 => interner.Resource(connection, "Patient", write.Patients[0]),
        _ => PatientColumn.Several,
    };

    private void WriteCompartment(DatabaseConnection connection, PreparedWrite write, long rid)
    {
        foreach (var patient in write.Patients)
            connection.Execute("insert into compartment(rid, patient) values (?1, ?2)", rid, interner.Resource(connection, "Patient", patient));
    }

    private long Rid(DatabaseConnection connection, PreparedWrite write) => interner.Resource(connection, write.Write.Type, write.Id);

    // A delete of what never existed leaves no trace, not even a number.
    private long KnownRid(DatabaseConnection connection, PreparedWrite write) =>
        connection.Long("select rid from resource_id where type = ?1 and id = ?2", vocabulary.Type(write.Write.Type), write.Id) ?? 0;

    private long Now() => latest = Math.Max(latest, clock.GetUtcNow().ToUnixTimeMilliseconds());

    private static WriteOutcome Outcome(PreparedWrite write, WriteStatus status, CurrentVersion version, Issue? issue = null) =>
        new(status, write.Write.Type, write.Id, version.Version, DateTimeOffset.FromUnixTimeMilliseconds(version.Updated)) { Issue = issue };

    private static Issue Forbidden(string type) =>
        new(IssueSeverity.Error, IssueType.Forbidden, type, $"This {type} may not be written with the rights of the caller.");
}
