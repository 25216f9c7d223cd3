using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.PatientLists;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Centre;

public sealed class PatientListTests(BuiltInDefinitions builtIn)
{
    private const int Year = 2026;

    [Fact]
    public async Task A_patient_has_the_worst_verdict_of_the_records()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Patient("a", "female", 1960));
        await Write(centre, Patient("b", "male", 2020));
        await Write(centre, Condition("c", "a", valid: false));
        await Settle(centre);
        Assert.Equal([("a", 2), ("b", 0)], List(centre, PatientFilter.None).Select(patient => (patient.Summary.Patient, (int)patient.Verdict)).Order());
        Assert.Equal("a", Assert.Single(List(centre, PatientFilter.None.With(PatientFacet.Verdict, "invalid"))).Summary.Patient);
    }

    [Fact]
    public async Task Counts_of_a_facet_leave_out_its_own_filter_and_keep_the_others()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Patient("a", "female", 1960));
        await Write(centre, Patient("b", "male", 1962));
        await Write(centre, Patient("c", "male", 2020));
        await Settle(centre);
        var filter = PatientFilter.None.With(PatientFacet.Sex, "female").With(PatientFacet.Age, "60-69");
        Assert.Equal([KeyValuePair.Create("female", 1L), KeyValuePair.Create("male", 1L)], centre.Node.Patients.Count(PatientFacet.Sex, filter, Year));
        Assert.Equal([KeyValuePair.Create("60-69", 1L)], centre.Node.Patients.Count(PatientFacet.Age, filter, Year));
        Assert.Equal(1, centre.Node.Patients.Count(filter, Year));
    }

    [Theory]
    [InlineData(2009, "0-17")]
    [InlineData(2008, "18-39")]
    [InlineData(1987, "18-39")]
    [InlineData(1986, "40-49")]
    [InlineData(1947, "70-79")]
    [InlineData(1946, "80+")]
    [InlineData(1920, "80+")]
    public async Task Ages_fall_into_their_bands(int born, string band)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Patient("a", "female", born));
        await Settle(centre);
        Assert.Equal([KeyValuePair.Create(band, 1L)], centre.Node.Patients.Count(PatientFacet.Age, PatientFilter.None, Year));
    }

    [Fact]
    public async Task What_is_not_recorded_comes_last_in_either_direction()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Patient("a", "female", 1960));
        await Write(centre, """{"resourceType":"Patient","id":"b"}""");
        await Write(centre, Patient("c", "male", 1970));
        await Settle(centre);
        Assert.Equal(["a", "c", "b"], List(centre, PatientFilter.None, PatientSort.Born, true).Select(patient => patient.Summary.Patient));
        Assert.Equal(["c", "a", "b"], List(centre, PatientFilter.None, PatientSort.Born, false).Select(patient => patient.Summary.Patient));
    }

    [Fact]
    public async Task An_empty_search_finds_nobody()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Patient("a", "female", 1960));
        await Settle(centre);
        Assert.Empty(List(centre, PatientFilter.None with { Among = [] }));
        Assert.Single(List(centre, PatientFilter.None with { Among = ["a", "z"] }));
    }

    [Fact]
    public void Counts_kept_by_triggers_are_those_of_the_verdicts_after_any_edits() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Resize(40).ToArbitrary(), edits => CountsHold(edits).GetAwaiter().GetResult()).Check(Seeded.Config.WithMaxTest(25));

    // Each byte writes, mends, breaks or deletes one of four records of one of two patients.
    private async Task<bool> CountsHold(byte[] edits)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        foreach (var edit in edits)
        {
            var id = $"c{edit & 3}";
            if ((edit & 16) != 0) await centre.Node.Writer.Write(Access.Everything, new ResourceWrite(WriteKind.Delete, "Condition", id, null), ValidationPolicy.Off, WritePriority.Interactive, CancellationToken.None);
            else await Write(centre, Condition(id, (edit & 8) != 0 ? "a" : "b", (edit & 4) != 0));
        }

        await centre.Node.Verdicts.Flush(CancellationToken.None);
        using var lease = centre.Node.Store.Database.Readers.Rent();
        return Same("patient, coalesce(run, 0), verdict, count(*) from verdict where patient > 0 group by 1, 2, 3", "patient, run, verdict, resources from patient_verdict where resources <> 0")
            && Same("coalesce(finding_set, 0), type, coalesce(run, 0), verdict, count(*) from verdict group by 1, 2, 3, 4", "finding_set, type, run, verdict, resources from finding_count where resources <> 0");

        bool Same(string counted, string kept) =>
            lease.Connection.Long($"select count(*) from (select {counted} except select {kept})") == 0 && lease.Connection.Long($"select count(*) from (select {kept} except select {counted})") == 0;
    }

    private static IReadOnlyList<ListedPatient> List(TemporaryCentre centre, PatientFilter filter, PatientSort sort = PatientSort.Contact, bool ascending = false) =>
        centre.Node.Patients.List(filter, sort, ascending, Year, 0, 100);

    private static async Task Settle(TemporaryCentre centre)
    {
        await centre.Node.Verdicts.Flush(CancellationToken.None);
        await centre.Node.Projector.CatchUp(CancellationToken.None);
    }

    private static string Patient(string id, string gender, int born) => $$"""{"resourceType":"Patient","id":"{{id}}","gender":"{{gender}}","birthDate":"{{born}}"}""";

    private static string Condition(string id, string patient, bool valid) => $$"""
        {"resourceType":"Condition","id":"{{id}}","meta":{"profile":["{{(valid ? "http://hl7.org/fhir/StructureDefinition/Condition" : "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition")}}"]},
        "code":{"text":"x"},"subject":{"reference":"Patient/{{patient}}"} }
        """;

    private async Task Write(TemporaryCentre centre, string json)
    {
        var document = FhirDocument.Parse(json, builtIn.Definitions.Names);
        var written = await centre.Node.Writer.Write(
            Access.Everything, new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id!, document), ValidationPolicy.Default, WritePriority.Interactive, CancellationToken.None);
        Assert.True(written.Outcome?.Succeeded);
    }
}
