using FsCheck;
using FsCheck.Fluent;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Centre;

public sealed class ProjectionTests(BuiltInDefinitions definitions)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_patient_is_summed_up_again()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Condition("c", "a", "C50.4", "2020-03-01"));
        Assert.Equal(1, await centre.Node.Projector.CatchUp(Cancel));
        Assert.Equal(("breast", "", 59), (centre.Node.Summaries.Find("a")!.Cancer, centre.Node.Summaries.Find("a")!.Stage, centre.Node.Summaries.Find("a")!.AgeAtDiagnosis));
        await Put(centre, Stage("s", "a", "c", "IIIA"));
        Assert.Equal(1, await centre.Node.Projector.CatchUp(Cancel));
        Assert.Equal(("III", "IIIA"), (centre.Node.Summaries.Find("a")!.Stage, centre.Node.Summaries.Find("a")!.StageText));
        Assert.Equal(0, await centre.Node.Projector.CatchUp(Cancel));
    }

    [Fact]
    public async Task A_deleted_patient_leaves()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"));
        await centre.Node.Projector.CatchUp(Cancel);
        await Delete(centre, "Patient", "a");
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Equal(0, centre.Node.Summaries.Count());
    }

    [Fact]
    public async Task A_change_of_a_shared_medicine_reaches_the_journeys_that_refer_to_it()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Medication("m", "paclitaxel"), Given("g", "a", "m", "2020-03-02"));
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Equal("paclitaxel", (await centre.Node.Journeys.Find(Access.Everything, "a", Cancel))!.Medicines[0].Medicine.Name);
        await Put(centre, Medication("m", "docetaxel"));
        Assert.Equal(1, await centre.Node.Projector.CatchUp(Cancel));
        Assert.Equal("docetaxel", (await centre.Node.Journeys.Find(Access.Everything, "a", Cancel))!.Medicines[0].Medicine.Name);
    }

    [Fact]
    public async Task A_damaged_record_keeps_no_other_patient_waiting()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Condition("c", "a", "C50.4", "2020-03-01"), Patient("b"));
        await centre.Node.Store.Database.Writer.Run(
            connection => connection.Execute("update resource set body = cast(replace(cast(body as text), 'C50.4', 'C50.5') as blob) where id = 'c'"), WritePriority.Interactive, Cancel);
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Equal(1, centre.Node.Projector.Failures);
        Assert.Null(centre.Node.Summaries.Find("a"));
        Assert.NotNull(centre.Node.Summaries.Find("b"));
    }

    [Fact]
    public void Rebuilt_from_nothing_is_the_same_as_kept_up_to_date() => 
        Prop.ForAll(Edits().ToArbitrary(), edits => IsSame(edits).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(14294023270020069747, 864019618856392577));

    private async Task<bool> IsSame(Edit[] edits)
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        foreach (var edit in edits)
        {
            if (edit.IsDelete) await Delete(centre, edit.Type, edit.Id);
            else await Put(centre, edit.Json);
            if (edit.CatchesUp) await centre.Node.Projector.CatchUp(Cancel);
        }

        await centre.Node.Projector.CatchUp(Cancel);
        var kept = centre.Node.Summaries.All().ToList();
        await centre.Node.Projector.Rebuild(Cancel);
        var rebuilt = centre.Node.Summaries.All().ToList();
        return kept.SequenceEqual(rebuilt) && kept.All(summary => summary.Facts == Facts(centre, summary.Patient));
    }

    private static int Facts(TemporaryCentre centre, string patient) => centre.Node.Journeys.Find(Access.Everything, patient, Cancel).GetAwaiter().GetResult()!.Facts.Count;

    // Few patients and ids, so that edits meet: subjects move, shared medicines change, things come back after a delete.
    private static Gen<Edit[]> Edits()
    {
        var patient = Gen.Elements("a", "b", "c");
        var number = Gen.Elements("1", "2");
        var put = Gen.OneOf(
            from id in patient select Edit.Put("Patient", id, Patient(id)),
            from id in number from who in patient from code in Gen.Elements("C50.4", "C34.1", "I10") from day in Gen.Elements("2020-03-01", "2021", "2019-07") select Edit.Put("Condition", id, Condition(id, who, code, day)),
            from id in number from who in patient from of in number from stage in Gen.Elements("IIA", "IV", "1B") select Edit.Put("Observation", id, Stage(id, who, of, stage)),
            from id in number from name in Gen.Elements("paclitaxel", "cisplatin") select Edit.Put("Medication", id, Medication(id, name)),
            from id in number from who in patient from of in number from day in Gen.Elements("2020-03-02", "2020-05-01") select Edit.Put("MedicationAdministration", id, Given(id, who, of, day)));
        var delete = from type in Gen.Elements("Patient", "Condition", "Observation", "Medication", "MedicationAdministration") from id in type == "Patient" ? patient : number select Edit.Delete(type, id);
        var edit = from one in Gen.Frequency((4, put), (1, delete)) from catchesUp in Gen.Elements(true, false, false) select one with { CatchesUp = catchesUp };
        return from count in Gen.Choose(1, 25) from edits in edit.ArrayOf(count) select edits;
    }

    private static async Task Put(TemporaryCentre centre, params string[] resources)
    {
        var writes = resources.Select(json => FhirDocument.Parse(json, centre.Node.Definitions.Names))
            .Select(document => new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document)).ToList();
        await centre.Node.Store.Write(Access.Everything, writes, WritePriority.Interactive, Cancel);
    }

    private static async Task Delete(TemporaryCentre centre, string type, string id) =>
        await centre.Node.Store.Write(Access.Everything, [new ResourceWrite(WriteKind.Delete, type, id, null)], WritePriority.Interactive, Cancel);

    private static string Patient(string id) => $$"""{"resourceType":"Patient","id":"{{id}}","gender":"female","birthDate":"1960-05-01"}""";

    private static string Condition(string id, string patient, string code, string day) =>
        $$$"""{"resourceType":"Condition","id":"{{{id}}}","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"{{{code}}}"}]},"subject":{"reference":"Patient/{{{patient}}}"},"onsetDateTime":"{{{day}}}"}""";

    private static string Stage(string id, string patient, string condition, string stage) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"399537006"}]},"subject":{"reference":"Patient/{{{patient}}}"},"focus":[{"reference":"Condition/{{{condition}}}"}],"effectiveDateTime":"2020-03-10","valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"{{{stage}}}"}]}}""";

    private static string Medication(string id, string name) => $$$"""{"resourceType":"Medication","id":"{{{id}}}","code":{"text":"{{{name}}}"}}""";

    private static string Given(string id, string patient, string medication, string day) =>
        $$$"""{"resourceType":"MedicationAdministration","id":"{{{id}}}","status":"completed","medicationReference":{"reference":"Medication/{{{medication}}}"},"subject":{"reference":"Patient/{{{patient}}}"},"effectiveDateTime":"{{{day}}}"}""";

    private sealed record Edit(string Type, string Id, string Json)
    {
        public bool IsDelete => Json.Length == 0;

        public bool CatchesUp { get; init; }

        public static Edit Put(string type, string id, string json) => new(type, id, json);

        public static Edit Delete(string type, string id) => new(type, id, "");
    }
}
