using Tessera.Database;
using Tessera.Store.Verifying;

namespace Tessera.Store.Tests;

/// <summary>Stores that an older program wrote.</summary>
public sealed class SchemaTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Fact]
    public async Task Origins_of_a_store_that_kept_a_text_for_each_are_kept()
    {
        var imported = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);
        Origin[] mapped = [new("mef", "staging.csv", 3, "stage → TNM", "mef-1", imported), new("mef", "patients.csv", null, null, "mef-1", imported)];
        Origin[] same = [new("mef", "staging.csv", 4, "stage → TNM", "mef-1", imported)];
        await PutAll(Access.Everything, Upsert("""{"resourceType":"Observation","id":"a","status":"final"}""") with { Origins = mapped });
        await PutAll(Access.Everything, Upsert("""{"resourceType":"Observation","id":"b","status":"final"}""") with { Origins = same });
        await Store.Database.Writer.Run(AsVersion4, WritePriority.Interactive, Cancel);
        await Reopen();
        Assert.Equal(mapped, await Store.Origins(Access.Everything, "Observation", "a", Cancel));
        Assert.Equal(same, await Store.Origins(Access.Everything, "Observation", "b", Cancel));
        using var lease = Store.Database.Readers.Rent();
        Assert.Equal(1, lease.Connection.Long("select count(*) from origin_path"));
    }

    [Fact]
    public async Task Rows_that_other_parameters_hold_by_now_are_not_asked_for_and_go_with_a_reindex()
    {
        await Put("""{"resourceType":"Observation","id":"a","status":"final","code":{"coding":[{"system":"urn:c","code":"1"}]},"subject":{"reference":"Patient/p"}}""");
        await Put("""{"resourceType":"Observation","id":"b","status":"final","code":{"coding":[{"system":"urn:c","code":"2"}]},"subject":{"reference":"https://other.example/Patient/p"}}""");
        var written = IndexDump.Of(Store);
        await Store.Database.Writer.Run(AsVersion5, WritePriority.Interactive, Cancel);
        await Reopen();
        Assert.NotEqual(written, IndexDump.Of(Store));
        Assert.Empty(Store.IncompleteParameters);
        Assert.Empty(StoreVerifier.Run(Address, Definitions, null, Cancel).Findings);
        Assert.Equal("a", await Ids("Observation?patient=p"));
        Assert.Equal("b", await Ids("Observation?combo-code=urn:c|2"));
        Assert.Empty((await Search("Observation?patient=p")).Issues);
        await Put("""{"resourceType":"Observation","id":"b","status":"final","code":{"coding":[{"system":"urn:c","code":"3"}]},"subject":{"reference":"Patient/p"}}""");
        Assert.Equal("", await Ids("Observation?combo-code=urn:c|2"));
        Assert.Equal("a b", await Set("Observation?patient=p"));
        Assert.Equal(2, await Store.Reindex(everything: false, null, Cancel));
        Assert.Empty(StoreVerifier.Run(Address, Definitions, null, Cancel).Findings);
        Assert.DoesNotContain(IndexDump.Of(Store), row => row.Contains(" patient R Patient/", StringComparison.Ordinal) || row.Contains(" combo-", StringComparison.Ordinal));
        await Reopen();
        Assert.Equal(0, await Store.Reindex(everything: false, null, Cancel));
    }

    [Fact]
    public async Task A_parameter_whose_values_nobody_holds_any_more_is_incomplete()
    {
        await Put("""{"resourceType":"Observation","id":"a","status":"final","subject":{"reference":"Patient/p"}}""");
        await Store.Database.Writer.Run(connection => connection.Execute("update search_parameter set parts = 'other of Patient' where code = 'patient'"), WritePriority.Interactive, Cancel);
        await Reopen();
        Assert.Contains("Observation.patient", Store.IncompleteParameters);
        await Store.Reindex(everything: false, null, Cancel);
        Assert.Empty(Store.IncompleteParameters);
    }

    [Fact]
    public async Task A_store_from_before_checksums_is_read_and_what_is_written_to_it_has_one()
    {
        await Put("""{"resourceType":"Patient","id":"p","active":true}""");
        await Store.Database.Writer.Run(
            connection =>
            {
                connection.ExecuteScript("""
                    alter table origin drop column correction;
                    alter table origin drop column record_key;
                    alter table resource drop column checksum;
                    alter table resource_history drop column checksum;
                    update schema_version set version = 6 where schema = 'store';
                    """);
                return true;
            },
            WritePriority.Interactive,
            Cancel);
        await Reopen();
        Assert.NotNull(await Read("Patient", "p"));
        await Put("""{"resourceType":"Patient","id":"p","active":false}""");
        Assert.Empty(StoreVerifier.Run(Address, Definitions, null, Cancel).Findings);
        using var lease = Store.Database.Readers.Rent();
        Assert.Equal(1, lease.Connection.Long("select count(*) from resource where checksum is not null"));
        Assert.Equal(1, lease.Connection.Long("select count(*) from resource_history where checksum is null"));
    }

    // All values of a parameter were rows of its own.
    private static bool AsVersion5(DatabaseConnection connection)
    {
        connection.ExecuteScript("""
            insert or ignore into index_reference(rid, param, target, updated)
                select x.rid, w.id, x.target, x.updated from index_reference x join search_parameter p on p.id = x.param join search_parameter w on w.type = p.type and w.code = 'patient'
                where p.code = 'subject' and x.target > 0;
            insert into index_token(rid, param, code, updated)
                select x.rid, w.id, x.code, x.updated from index_token x join search_parameter p on p.id = x.param join search_parameter w on w.type = p.type and w.code = 'combo-code'
                where p.code = 'code';
            alter table search_parameter drop column parts;
            alter table origin drop column correction;
            alter table origin drop column record_key;
            alter table resource drop column checksum;
            alter table resource_history drop column checksum;
            update schema_version set version = 5 where schema = 'store';
            """);
        return true;
    }

    private static bool AsVersion4(DatabaseConnection connection)
    {
        connection.ExecuteScript("""
            create table origin_old(
                rid integer not null, ordinal integer not null, batch integer not null, source_row integer, path text,
                primary key(rid, ordinal)) without rowid;
            insert into origin_old select o.rid, o.ordinal, o.batch, o.source_row, p.path from origin o left join origin_path p on p.id = o.path;
            drop table origin;
            drop table origin_path;
            alter table origin_old rename to origin;
            alter table search_parameter drop column parts;
            alter table resource drop column checksum;
            alter table resource_history drop column checksum;
            update schema_version set version = 4 where schema = 'store';
            """);
        return true;
    }
}
