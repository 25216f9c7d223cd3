using System.Globalization;
using System.Text.RegularExpressions;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search;
using Tessera.Store.Schema;
using Tessera.Store.Writing;

namespace Tessera.Store.Verifying;

/// <summary>Checks one moment of a store, beside the process that owns it or on a backup: pages, content, versions, changes, and every index
/// row made again from the content. What stands in no index and under no hash (origins, node records) has only the check of its pages.</summary>
public sealed partial class StoreVerifier
{
    private const int MostPageComplaints = 200;

    private readonly ReadOnlyDatabase database;
    private readonly FhirDefinitions definitions;
    private readonly FindingList findings;
    private long oldVersions;
    private long withoutHash;

    private StoreVerifier(ReadOnlyDatabase database, FhirDefinitions definitions) =>
        (this.database, this.definitions, findings) = (database, definitions, new FindingList(database.Connection));

    /// <summary>Checks a store.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="definitions">The definitions that it is indexed with.</param>
    /// <param name="progress">Told the number of resources so far; or null.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="DatabaseUnavailableException">The store cannot be read, is of a newer program, or of an older one and not brought forward yet.</exception>
    public static VerifyReport Run(StoreAddress address, FhirDefinitions definitions, Action<long>? progress, CancellationToken cancel)
    {
        var damage = FileDamage.Find(address);
        using var database = ReadOnlyDatabase.Open(address);
        RequireSchema(database);
        var verifier = new StoreVerifier(database, definitions);
        if (damage is not null) verifier.findings.Add(new VerifyFinding(VerifyKind.Damage, damage));
        return verifier.Run(progress, cancel);
    }

    private static void RequireSchema(ReadOnlyDatabase database)
    {
        var version = 0L;
        try
        {
            version = database.SchemaVersions.GetValueOrDefault("store");
        }
        catch (DatabaseException exception)
        {
            throw SqliteDatabase.Unreadable(database.Address, exception);
        }

        if (version > StoreSchema.Migrations.Version) throw new DatabaseUnavailableException("The store was written by a newer program.", "Use that program's verify.");
        if (version < StoreSchema.Migrations.Version)
            throw new DatabaseUnavailableException("The store was written by an older program.", "Start this program's server on it once, or use the older program's verify.");
    }

    private VerifyReport Run(Action<long>? progress, CancellationToken cancel)
    {
        foreach (var complaint in database.CheckStructure(MostPageComplaints, quick: false, cancel)) findings.Add(new VerifyFinding(VerifyKind.Damage, WithName(complaint)));
        CurrentVersionCheck? current = null;
        IndexComparison? indexes = null;
        var incomplete = (IReadOnlyList<string>)[];
        Part("the content of resources", connection =>
        {
            var parameters = new SearchParameters(definitions);
            var vocabulary = Vocabulary.Load(parameters, connection, readOnly: true);
            incomplete = vocabulary.Incomplete;
            var interner = new Interner(vocabulary, adds: false);
            indexes = new IndexComparison(connection, vocabulary, interner, findings);
            var content = new ContentCheck(vocabulary, definitions);
            current = new CurrentVersionCheck(connection, content, new SearchIndexer(parameters).Extract, vocabulary, interner, indexes, findings);
            current.Run(progress, cancel);
            if (incomplete.Count == 0) indexes.CompareWords();
            CheckOldVersions(connection, content);
        }, cancel);
        Part("versions and changes", connection => RowChecks.Run(connection, findings), cancel);
        return new VerifyReport
        {
            Epoch = Read(connection => connection.Text("select id from epoch")) ?? "",
            Schemas = database.SchemaVersions,
            Resources = current?.Resources ?? 0,
            Deleted = current?.Deleted ?? 0,
            OldVersions = oldVersions,
            WithoutHash = withoutHash,
            Changes = Read(connection => connection.Long("select count(*) from change")) ?? 0,
            IndexRows = indexes?.Rows ?? 0,
            IncompleteParameters = incomplete,
            FindingCount = findings.Count,
            Findings = findings.First,
        };
    }

    /// <summary>Does a part of the check; damage that ends it is a finding, and the next part is tried.</summary>
    private void Part(string name, Action<DatabaseConnection> work, CancellationToken cancel)
    {
        using var interrupt = database.InterruptOn(cancel);
        try
        {
            work(database.Connection);
        }
        catch (DatabaseException exception) when (exception.IsInterrupted)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (DatabaseException exception)
        {
            findings.Add(new VerifyFinding(VerifyKind.Damage, $"The check of {name} could not be finished: {exception.Message}"));
        }
    }

    private void CheckOldVersions(DatabaseConnection connection, ContentCheck content)
    {
        using var rows = connection.Query("""
            select h.rid, coalesce(i.type, 0), coalesce(i.id, ''), h.version, h.updated, h.deleted, h.patient, 0, h.hash, h.body, h.checksum
            from main.resource_history h left join main.resource_id i on i.rid = h.rid
            """);
        while (rows.Step())
        {
            var row = VersionRow.Read(rows);
            oldVersions++;
            if (row.Deleted) continue;
            if (row.Hash is null) withoutHash++;
            if (content.Complaint(row, out _) is { } complaint) findings.Add(VerifyKind.Content, row.Rid, complaint, row.Version);
        }
    }

    // "Tree 17 page 4: …": a tree is a table or an index, and its name says more than its number.
    private string WithName(string complaint) => Tree().Match(complaint) is { Success: true } match
        && Read(connection => connection.Text("select name from sqlite_master where rootpage = ?1", long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))) is { } name
        ? $"{name}: {complaint}"
        : complaint;

    private T? Read<T>(Func<DatabaseConnection, T?> work)
    {
        try
        {
            return work(database.Connection);
        }
        catch (DatabaseException)
        {
            return default;
        }
    }

    [GeneratedRegex(@"^Tree (\d{1,9}) ")]
    private static partial Regex Tree();
}
