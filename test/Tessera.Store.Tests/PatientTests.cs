using Tessera.Database;

namespace Tessera.Store.Tests;

public sealed class PatientTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Fact]
    public async Task Each_change_marks_the_patients_it_concerns()
    {
        await Put("""{"resourceType":"Medication","id":"m","code":{"text":"a"}}""");
        await Put("""{"resourceType":"Patient","id":"a","active":true}""");
        await Put("""{"resourceType":"MedicationRequest","id":"r","subject":{"reference":"Patient/b"},"medicationReference":{"reference":"Medication/m"}}""");
        await Put("""{"resourceType":"Practitioner","id":"d"}""");
        Assert.Equal(["a", "b"], await Dirty());

        await ClearAll();
        await Put("""{"resourceType":"Patient","id":"a","active":true}""");
        Assert.Empty(await Dirty());

        await Put("""{"resourceType":"Medication","id":"m","code":{"text":"b"}}""");
        Assert.Equal(["b"], await Dirty());

        await ClearAll();
        await Put("""{"resourceType":"MedicationRequest","id":"r","subject":{"reference":"Patient/a"}}""");
        Assert.Equal(["a", "b"], (await Dirty()).Order());

        await ClearAll();
        await Delete("MedicationRequest", "r");
        Assert.Equal(["a"], await Dirty());
    }

    [Fact]
    public async Task A_patient_that_changed_again_meanwhile_stays_marked()
    {
        await Put("""{"resourceType":"Patient","id":"a","active":true}""");
        var before = Assert.Single(await Store.DirtyPatients(10, Cancel));
        await Put("""{"resourceType":"Patient","id":"a","active":false}""");
        await Store.Settle([before], _ => { }, Cancel);
        var after = Assert.Single(await Store.DirtyPatients(10, Cancel));
        Assert.True(after.Sequence > before.Sequence);
        await Store.Settle([after], _ => { }, Cancel);
        Assert.Empty(await Store.DirtyPatients(10, Cancel));
    }

    [Fact]
    public async Task A_compartment_is_the_patient_and_what_is_about_the_patient()
    {
        await Put("""{"resourceType":"Observation","id":"mother-said","subject":{"reference":"Patient/child"},"performer":[{"reference":"Patient/mother"}]}""");
        await Put("""{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/child"}}""");
        await Put("""{"resourceType":"Patient","id":"child"}""");
        await Put("""{"resourceType":"Patient","id":"mother"}""");
        await Put("""{"resourceType":"Condition","id":"gone","subject":{"reference":"Patient/child"}}""");
        await Delete("Condition", "gone");
        Assert.Equal(["Patient/child", "Observation/mother-said", "Condition/c"], await Compartment("child", null));
        Assert.Equal(["Patient/mother"], await Compartment("mother", null));
        Assert.Equal(["Condition/c"], await Compartment("child", new HashSet<string> { "Condition" }));
        Assert.Empty(await Compartment("nobody", null));
    }

    [Fact]
    public async Task Origins_are_kept_and_replaced_with_the_content()
    {
        var imported = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
        Origin[] first = [new("mef", "cancer-disease-status.csv", 3, "evidence -> Observation.extension", "mef-1", imported), new("mef", "patients.csv", null, null, "mef-1", imported)];
        await PutAll(Access.Everything, Upsert("""{"resourceType":"Observation","id":"o","status":"final"}""") with { Origins = first });
        Assert.Equal(first, await Store.Origins(Access.Everything, "Observation", "o", Cancel));
        Origin[] second = [new("hl7", "oru.hl7", 1, "OBX-5", "lab-2", imported.AddDays(1))];
        await PutAll(Access.Everything, Upsert("""{"resourceType":"Observation","id":"o","status":"amended"}""") with { Origins = second });
        Assert.Equal(second, await Store.Origins(Access.Everything, "Observation", "o", Cancel));
        Assert.Empty(await Store.Origins(Access.Everything, "Observation", "nothing", Cancel));
    }

    [Fact]
    public async Task Statistics_count_by_type_and_profile()
    {
        Assert.Null((await Store.Count(Access.Everything, Cancel)).LastChange);
        for (var i = 0; i < 3; i++) await Put($$"""{"resourceType":"Patient","id":"p{{i}}","meta":{"profile":["http://example.org/patient"]} }""");
        await Put("""{"resourceType":"Observation","id":"o","meta":{"profile":["http://example.org/a","http://example.org/b"]}}""");
        await Delete("Patient", "p0");
        var statistics = await Store.Count(Access.Everything, Cancel);
        Assert.Equal([("Patient", 2L), ("Observation", 1)], statistics.ByType.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([("http://example.org/patient", 2L), ("http://example.org/a", 1), ("http://example.org/b", 1)], statistics.ByProfile.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(Clock.Now, statistics.LastChange);
    }

    [Fact]
    public async Task Another_room_keeps_node_records_through_the_same_writer()
    {
        await Store.Database.Migrate(new MigrationSet("centre", new Migration(1, "settings", "create table setting(name text primary key, value text)")), Cancel);
        await Store.Database.Writer.Run(connection => connection.Execute("insert into setting values (?1, ?2)", "name", "Centre"), WritePriority.Interactive, Cancel);
        using var lease = Store.Database.Readers.Rent();
        Assert.Equal("Centre", lease.Connection.Text("select value from setting where name = ?1", "name"));
    }

    private async Task<List<string>> Dirty() => [.. (await Store.DirtyPatients(100, Cancel)).Select(patient => patient.Patient)];

    private async Task ClearAll()
    {
        foreach (var patient in await Store.DirtyPatients(100, Cancel)) await Store.Settle([patient], _ => { }, Cancel);
    }

    private async Task<List<string>> Compartment(string patient, IReadOnlySet<string>? types)
    {
        var found = new List<string>();
        await foreach (var resource in Store.PatientCompartment(Access.Everything, patient, types, Cancel)) found.Add($"{resource.Type}/{resource.Id}");
        return found;
    }
}
