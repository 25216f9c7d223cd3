using Tessera.Database;

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
            update schema_version set version = 4 where schema = 'store';
            """);
        return true;
    }
}
