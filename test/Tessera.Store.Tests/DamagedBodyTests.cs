using Tessera.Database;

namespace Tessera.Store.Tests;

/// <summary>Bytes that a disk gave back other than it got them: what was not written is never served.</summary>
public sealed class DamagedBodyTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    private const string Jane = """{"resourceType":"Patient","id":"jane","name":[{"family":"Doe"}],"gender":"female"}""";

    // The same length and still valid JSON: nothing but a checksum can tell.
    private const string OneLetter = "cast(replace(cast(body as text), '\"female\"', '\"femalf\"') as blob)";

    [Fact]
    public async Task What_was_not_written_is_served_by_no_way_of_reading()
    {
        await Put(Jane);
        await Break($"update resource set body = {OneLetter}");
        await Refused(() => Read("Patient", "jane"));
        await Refused(() => Store.FindVersion(Access.Everything, "Patient", "jane", 1, Cancel).AsTask());
        await Refused(() => Search("Patient?name=doe"));
        await Refused(() => Store.History(Access.Everything, "Patient", "jane", null, 10, null, Cancel));
        await Refused(async () => await Store.PatientCompartment(Access.Everything, "jane", null, Cancel).ToListAsync(Cancel));
        await Refused(() => Store.Reindex(true, null, Cancel));
    }

    [Fact]
    public async Task Its_neighbours_are_read_and_a_new_version_mends_it()
    {
        await Put(Jane);
        await Put("""{"resourceType":"Patient","id":"john"}""");
        await Break($"update resource set body = {OneLetter} where id = 'jane'");
        Assert.NotNull(await Read("Patient", "john"));
        Assert.Equal(WriteStatus.Updated, (await Put(Jane.Replace("Doe", "Roe", StringComparison.Ordinal))).Status);
        Assert.Equal("female", (string?)(await Read("Patient", "jane"))!["gender"]);
        await Refused(() => Store.FindVersion(Access.Everything, "Patient", "jane", 1, Cancel).AsTask());
        Assert.NotNull(await Store.FindVersion(Access.Everything, "Patient", "jane", 2, Cancel));
    }

    [Fact]
    public async Task Nothing_is_made_of_a_body_that_is_not_what_was_written()
    {
        await Put(Jane);
        await Break($"update resource set body = {OneLetter}");
        var edit = new ResourceWrite(WriteKind.Edit, "Patient", "jane", null) { Change = (document, out refusal) => (refusal = null, document).document };
        await Refused(() => PutAll(Access.Everything, edit));
    }

    [Fact]
    public async Task A_body_in_the_row_of_another_resource_is_noticed()
    {
        await Put(Jane);
        await Put("""{"resourceType":"Patient","id":"john"}""");
        await Break("update resource set body = (select body from resource where id = 'jane'), checksum = (select checksum from resource where id = 'jane') where id = 'john'");
        await Refused(() => Read("Patient", "john"));
    }

    [Fact]
    public async Task Versions_that_an_older_program_wrote_are_read_without_a_checksum()
    {
        await Put(Jane);
        await Break("update resource set checksum = null");
        Assert.NotNull(await Read("Patient", "jane"));
    }

    private static async Task Refused<T>(Func<Task<T>> read)
    {
        var damage = await Assert.ThrowsAsync<DatabaseException>(read);
        Assert.True(damage.IsDamage);
        Assert.DoesNotContain("Doe", damage.Message, StringComparison.Ordinal);
    }

    private Task<int> Break(string sql) => Store.Database.Writer.Run(connection => connection.Execute(sql), WritePriority.Interactive, Cancel);
}
