using Tessera.Centre.Quarantine;
using Tessera.Sources;
using Tessera.Sources.Ndjson;

namespace Tessera.Centre.Import;

/// <summary>A FHIR record in quarantine is corrected value by value, like the cells of a row.</summary>
public sealed class ResourceCorrectionTests(BuiltInDefinitions builtIn)
{
    private const string Patient = """{"resourceType":"Patient","id":"p1","name":[{"family":"Quill"}],"gender":"fem","birthDate":"1950-02-03"}""";

    private static readonly ResourceIds Ids = new(new byte[ResourceIds.KeyLength]);

    [Fact]
    public async Task A_corrected_value_is_applied_on_every_later_run_until_the_record_changes()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        Assert.Equal(1, (await Import(centre, Patient)).Quarantined);
        var held = Assert.Single(centre.Node.Quarantine.List(null, 0, 10));
        Assert.Equal(("Patient.gender", "fem"), (Assert.Single(held.Problems).Column, held.Cells.Single(cell => cell.Key == "Patient.gender").Value));
        await Correct(centre, ("Patient.gender", "female"));
        Assert.Equal((1L, 0L), Counts(await Import(centre, Patient)));
        Assert.Contains("\"gender\":\"female\"", Stored(centre), StringComparison.Ordinal);
        Assert.Equal(1, (await Import(centre, Patient)).Unchanged);
        Assert.Equal((1L, 0L), Counts(await Import(centre, Patient.Replace("\"fem\"", "\"male\"", StringComparison.Ordinal))));
        Assert.Equal(CorrectionEnding.RowChanged, Assert.Single(centre.Node.Corrections.OfRow("hospital", "Patient.ndjson", 1)).Ending);
    }

    [Fact]
    public async Task A_new_copy_of_the_same_record_stays_corrected()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, Patient);
        await Correct(centre, ("Patient.gender", "female"));
        Assert.Equal((1L, 0L), Counts(await Import(centre, Patient.Replace("\"id\":\"p1\"", "\"id\":\"p1\",\"meta\":{\"versionId\":\"2\",\"lastUpdated\":\"2024-05-06T07:08:09Z\"}", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_element_that_is_missing_can_be_added()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        const string observation = """{"resourceType":"Observation","id":"o1","code":{"text":"mood"},"subject":{"reference":"Patient/p1"}}""";
        Assert.Equal(1, (await Import(centre, observation)).Quarantined);
        Assert.Contains(KeyValuePair.Create("Observation.status", ""), Assert.Single(centre.Node.Quarantine.List(null, 0, 10)).Cells);
        await Correct(centre, ("Observation.status", "final"));
        Assert.Equal((1L, 0L), Counts(await Import(centre, observation)));
    }

    [Fact]
    public async Task A_value_taken_out_stays_out_when_a_second_correction_follows()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var patient = Patient.Replace("1950-02-03", "never", StringComparison.Ordinal);
        await Import(centre, patient);
        await Correct(centre, ("Patient.birthDate", ""));
        Assert.Equal(1, (await Import(centre, patient)).Quarantined);
        await Correct(centre, ("Patient.gender", "female"));
        Assert.Equal((1L, 0L), Counts(await Import(centre, patient)));
        Assert.DoesNotContain("birthDate", Stored(centre), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_whom_nobody_brought_is_told_in_the_account()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        const string observation = """{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"mood"},"subject":{"reference":"Patient/p1"}}""";
        var account = await Import(centre, observation);
        Assert.StartsWith("1 patient is referred to and not in the store, such as that of Observation.ndjson:1", Assert.Single(account.Notes), StringComparison.Ordinal);
        Assert.Empty((await Import(centre, Patient.Replace("fem", "female", StringComparison.Ordinal), observation)).Notes);
    }

    private static (long Written, long Quarantined) Counts(Runs.ImportAccount account) => (account.Written, account.Quarantined);

    private static string Stored(TemporaryCentre centre) => StoreContents.Of(centre.Node, "correction");

    private async Task<Runs.ImportAccount> Import(TemporaryCentre centre, params string[] records)
    {
        var folder = Directory.CreateDirectory(Path.Combine(centre.Folder, "export")).FullName;
        foreach (var type in records.GroupBy(record => record.Split('"')[3])) await File.WriteAllLinesAsync(Path.Combine(folder, $"{type.Key}.ndjson"), type);
        var source = NdjsonSource.Open(new NdjsonOptions("hospital", folder), builtIn.Definitions, Ids, out _)!;
        return await new ImportRun(centre.Node.Validator, centre.Node.Clock).Run(ImportSource.Of(source).For(centre.Node, full: false), new StoreSink(centre.Node), null, CancellationToken.None);
    }

    private static Task<Correction?> Correct(TemporaryCentre centre, params (string Column, string Value)[] cells) => centre.Node.Corrections.Correct(
        Assert.Single(centre.Node.Quarantine.List(null, 0, 10)), cells.ToDictionary(cell => cell.Column, cell => cell.Value), "Ada", CancellationToken.None);
}
