using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Store.Tests;

public sealed class VersionTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    private const string Jane = """{"resourceType":"Patient","id":"p","name":[{"family":"Roe"}]}""";

    [Fact]
    public async Task A_new_resource_is_version_1_and_carries_its_version_and_time()
    {
        var outcome = await Put("""{ "resourceType" : "Patient", "id":"p", "birthDate": "1957-05-01", "meta": {"lastUpdated":"1999-01-01T00:00:00Z", "profile" : ["http://x"] , "versionId":"77"} }""");
        Assert.Equal((WriteStatus.Created, 1L, Clock.Now), (outcome.Status, outcome.Version, outcome.Updated));
        var found = await Store.Find(Access.Everything, "Patient", "p", Cancel);
        Assert.Equal("""{"resourceType":"Patient","id":"p","meta":{"versionId":"1","lastUpdated":"2026-11-22T12:00:00.000Z","profile":["http://x"]},"birthDate":"1957-05-01"}""", Text(found!));
    }

    [Fact]
    public async Task Ids_that_the_store_chooses_are_in_the_order_of_time()
    {
        var first = NewId.At(Clock.Now);
        var ids = Enumerable.Range(1, 100).Select(i => NewId.At(Clock.Now.AddMilliseconds(i))).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.NotEqual(first, NewId.At(Clock.Now));
        var created = await PutAll(Access.Everything, new ResourceWrite(WriteKind.Create, "Patient", null, FhirDocument.Parse("""{"resourceType":"Patient"}""", Definitions.Names)));
        Assert.Equal(first[..12], created[0].Id[..12]);
    }

    [Fact]
    public async Task Digits_escapes_and_unknown_content_are_kept_to_the_byte()
    {
        await Put("""{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.200e+01},"note":[{"text":"a\u00e4 \"b\"  \\ \n"}],"x-unknown":[ 1.0 , {} ],"status":"final"}""");
        var text = Text((await Store.Find(Access.Everything, "Observation", "o", Cancel))!);
        Assert.EndsWith(""","valueQuantity":{"value":1.200e+01},"note":[{"text":"a\u00e4 \"b\"  \\ \n"}],"x-unknown":[1.0,{}],"status":"final"}""", text, StringComparison.Ordinal);
        Assert.Contains("\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"2026-11-22T12:00:00.000Z\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_again_writes_nothing()
    {
        await Put(Jane);
        Clock.Now += TimeSpan.FromHours(1);
        var again = await Put("""{ "resourceType":"Patient", "id":"p", "meta":{"versionId":"9","lastUpdated":"2020-01-01T00:00:00Z"}, "name":[ {"family":"Roe"} ] }""");
        Assert.Equal((WriteStatus.Unchanged, 1L), (again.Status, again.Version));
        Assert.Single((await Store.History(Access.Everything, "Patient", "p", null, 10, null, Cancel)).Versions);
        Assert.Single(await Store.Changes(Access.Everything, 0, 10, Cancel));
    }

    [Fact]
    public async Task D12_a_clock_that_goes_back_an_hour_does_not_take_times_of_versions_back_also_after_a_restart()
    {
        await Put(Jane);
        Clock.Now += TimeSpan.FromHours(1);
        await Put("""{"resourceType":"Patient","id":"p","birthDate":"1957"}""");
        Clock.Now -= TimeSpan.FromHours(1);
        await Put("""{"resourceType":"Patient","id":"p","birthDate":"1958"}""");
        await Reopen();
        await Put("""{"resourceType":"Patient","id":"p","birthDate":"1959"}""");
        var versions = (await Store.History(Access.Everything, "Patient", "p", null, 10, null, Cancel)).Versions;
        Assert.Equal([4, 3, 2, 1], versions.Select(version => version.Version));
        Assert.Equal(versions.Select(version => version.Updated).OrderDescending(), versions.Select(version => version.Updated));
        Assert.Equal(Clock.Now + TimeSpan.FromHours(1), versions[0].Updated);
        // Who asks for what is new since the last page misses nothing.
        Assert.Equal(3, (await Store.History(Access.Everything, null, null, versions[2].Updated, 10, null, Cancel)).Versions.Count);
    }

    [Fact]
    public async Task Every_version_stays_readable()
    {
        await Put(Jane);
        await Put(Jane.Replace("Roe", "Doe", StringComparison.Ordinal));
        await Delete("Patient", "p");
        await Put(Jane);

        Assert.Contains("Roe", Text((await Store.FindVersion(Access.Everything, "Patient", "p", 1, Cancel))!), StringComparison.Ordinal);
        Assert.Contains("Doe", Text((await Store.FindVersion(Access.Everything, "Patient", "p", 2, Cancel))!), StringComparison.Ordinal);
        Assert.True((await Store.FindVersion(Access.Everything, "Patient", "p", 3, Cancel))!.Deleted);
        Assert.Equal(4, (await Store.FindVersion(Access.Everything, "Patient", "p", 4, Cancel))!.Version);
        Assert.Null(await Store.FindVersion(Access.Everything, "Patient", "p", 5, Cancel));
        Assert.Null(await Store.FindVersion(Access.Everything, "Patient", "q", 1, Cancel));
        var history = (await Store.History(Access.Everything, "Patient", "p", null, 10, null, Cancel)).Versions;
        Assert.Equal([(4L, false), (3, true), (2, false), (1, false)], history.Select(version => (version.Version, version.Deleted)));
    }

    [Fact]
    public async Task A_deleted_resource_leaves_a_mark_and_no_matches()
    {
        await Put(Jane);
        var outcome = await Delete("Patient", "p");
        Assert.Equal((WriteStatus.Deleted, 2L), (outcome.Status, outcome.Version));
        var found = await Store.Find(Access.Everything, "Patient", "p", Cancel);
        Assert.True(found!.Deleted && found.Body.IsEmpty);
        Assert.Equal("", await Ids("Patient?family=roe"));
        Assert.Equal("", await Ids("Patient"));
        Assert.Equal((WriteStatus.Deleted, 2L), ((await Delete("Patient", "p")).Status, (await Delete("Patient", "p")).Version));
        Assert.Equal((WriteStatus.Deleted, 0L), ((await Delete("Patient", "never")).Status, (await Delete("Patient", "never")).Version));
    }

    [Fact]
    public async Task Only_the_current_version_can_be_replaced_when_a_version_is_named()
    {
        await Put(Jane);
        var next = await Put(Jane.Replace("Roe", "Doe", StringComparison.Ordinal), ifVersion: 1);
        var late = await Put(Jane.Replace("Roe", "Poe", StringComparison.Ordinal), ifVersion: 1);
        Assert.Equal((WriteStatus.Updated, 2L), (next.Status, next.Version));
        Assert.Equal((WriteStatus.Conflict, 2L, IssueType.Conflict), (late.Status, late.Version, late.Issue!.Type));
        Assert.Equal(WriteStatus.Conflict, (await Put("""{"resourceType":"Patient","id":"new"}""", ifVersion: 1)).Status);
    }

    [Fact]
    public async Task Of_a_hundred_parallel_replacements_of_one_version_one_wins()
    {
        await Put(Jane);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Put(Jane.Replace("Roe", $"Roe{i}", StringComparison.Ordinal), ifVersion: 1))));
        Assert.Single(outcomes, outcome => outcome.Status == WriteStatus.Updated);
        Assert.Equal(99, outcomes.Count(outcome => outcome.Status == WriteStatus.Conflict));
    }

    [Fact]
    public async Task To_create_what_exists_is_a_conflict_and_an_id_is_chosen_when_none_is_given()
    {
        var document = FhirDocument.Parse("""{"resourceType":"Patient","active":true}""", Definitions.Names);
        var outcomes = await PutAll(Access.Everything, new(WriteKind.Create, "Patient", null, document), new(WriteKind.Create, "Patient", "p", document), new(WriteKind.Create, "Patient", "p", document));
        Assert.Equal([WriteStatus.Created, WriteStatus.Created, WriteStatus.Conflict], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(outcomes[0].Id, (await Read("Patient", outcomes[0].Id))!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refused_write_does_not_undo_its_neighbours()
    {
        var outcomes = await PutAll(Access.Everything, Upsert(Jane), Upsert("""{"resourceType":"Patient","id":"not an id"}"""), new(WriteKind.Upsert, "Condition", "c", Upsert(Jane).Document), Upsert("""{"resourceType":"Patient","id":"q"}"""));
        Assert.Equal([WriteStatus.Created, WriteStatus.Refused, WriteStatus.Refused, WriteStatus.Created], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("p q", await Set("Patient"));
    }

    [Fact]
    public async Task An_atomic_write_is_all_or_nothing()
    {
        var outcomes = await Store.WriteAtomic(Access.Everything, [Upsert(Jane), Upsert("""{"resourceType":"Patient","id":"q"}""", ifVersion: 3)], Database.WritePriority.Interactive, Cancel);
        Assert.Equal([WriteStatus.Refused, WriteStatus.Conflict], outcomes.Select(outcome => outcome.Status));
        Assert.Null(await Read("Patient", "p"));
        Assert.Empty(await Store.Changes(Access.Everything, 0, 10, Cancel));
        // What the undone work had numbered is numbered anew.
        await Put("""{"resourceType":"Patient","id":"r","name":[{"family":"Other"}]}""");
        await Put(Jane);
        Assert.Equal("p", await Ids("Patient?family=roe"));
        Assert.Equal("r", await Ids("Patient?family=other"));
    }

    [Fact]
    public async Task Times_never_go_back_even_if_the_clock_does()
    {
        await Put(Jane);
        Clock.Now -= TimeSpan.FromDays(1);
        var second = await Put("""{"resourceType":"Patient","id":"q"}""");
        await Reopen();
        var third = await Put("""{"resourceType":"Patient","id":"r"}""");
        Assert.Equal(Clock.Now.AddDays(1), second.Updated);
        Assert.Equal(second.Updated, third.Updated);
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_reopening()
    {
        await Put(Jane);
        await Put(Jane.Replace("Roe", "Doe", StringComparison.Ordinal));
        await Reopen();
        Assert.Equal("p", await Ids("Patient?family=doe"));
        Assert.Equal("", await Ids("Patient?family=roe"));
        Assert.Equal(WriteStatus.Unchanged, (await Put(Jane.Replace("Roe", "Doe", StringComparison.Ordinal))).Status);
        Assert.Empty(Store.IncompleteParameters);
    }

    [Fact]
    public async Task History_of_a_type_and_of_all_is_in_the_order_of_commits_and_pages()
    {
        await Put(Jane);
        await Put("""{"resourceType":"Organization","id":"o"}""");
        await Put(Jane.Replace("Roe", "Doe", StringComparison.Ordinal));
        await Delete("Organization", "o");
        var all = await Store.History(Access.Everything, null, null, null, 3, null, Cancel);
        Assert.Equal(["o2", "p2", "o1"], all.Versions.Select(version => version.Id + version.Version));
        var rest = await Store.History(Access.Everything, null, null, null, 3, all.Next, Cancel);
        Assert.Equal(["p1"], rest.Versions.Select(version => version.Id + version.Version));
        Assert.Null(rest.Next);
        Assert.Equal(["p2", "p1"], (await Store.History(Access.Everything, "Patient", null, null, 10, null, Cancel)).Versions.Select(version => version.Id + version.Version));
        var changes = await Store.Changes(Access.Everything, 1, 10, Cancel);
        Assert.Equal([(2L, "o", 1L, false), (3, "p", 2, false), (4, "o", 2, true)], changes.Select(change => (change.Sequence, change.Id, change.Version, change.Deleted)));
    }
}
