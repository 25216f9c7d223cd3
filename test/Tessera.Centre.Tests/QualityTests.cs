using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.Import;
using Tessera.Centre.Load;
using Tessera.Centre.Quality;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Oncology.Quality;
using Tessera.Sources;
using Tessera.Sources.Synthetic;
using Tessera.Store;

namespace Tessera.Centre;

public sealed class QualityTests(BuiltInDefinitions definitions)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_record_changes_the_sums()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Patient("b"), Condition("1", "a", "C50.411"));
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Equal((2, 1), (Count(centre, "disease-4").Expected, Count(centre, "disease-4").Coded));
        await Put(centre, Condition("1", "a", "local"));
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Equal((2, 1, 0), (Count(centre, "disease-4").Expected, Count(centre, "disease-4").Extracted, Count(centre, "disease-4").Coded));
    }

    [Fact]
    public async Task A_patient_who_leaves_takes_the_share_along()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"));
        await centre.Node.Projector.CatchUp(Cancel);
        await centre.Node.Store.Write(Access.Everything, [new ResourceWrite(WriteKind.Delete, "Patient", "a", null)], WritePriority.Interactive, Cancel);
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.True(centre.Node.Quality.Totals().IsEmpty);
        Assert.Empty(centre.Node.Quality.Patients());
    }

    [Fact]
    public async Task What_validation_found_makes_its_element_invalid()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, """{"resourceType":"Patient","id":"a","gender":"woman","birthDate":"1960-05-01"}""");
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Equal((1, 0), (Count(centre, "patient-2").Extracted, Count(centre, "patient-2").Valid));
        Assert.Equal(1, Count(centre, "patient-1").Valid);
    }

    [Fact]
    public async Task An_import_tells_its_source_and_why_an_element_is_lacking()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        var quarantined = new Quarantined(new SourceRecord("hand", "patients.csv", 3, "9"), new CellAccount(0, 0, 2), [new CellProblem("sex", "no such sex", "Correct it.")])
        {
            Row = [new SourceCell("mrn", "9"), new SourceCell("sex", "x")],
        };
        await Import(centre, Records.Patient(definitions.Definitions, 2, "a", "female"), quarantined);
        await centre.Node.Projector.CatchUp(Cancel);
        var report = QualityReport.Of(centre.Node, "hand");
        var gender = report.Lines.Single(line => line.Element.Id == "patient-2");
        Assert.Equal((1, 1, 1), (gender.Counts.Expected, gender.Counts.InSource, gender.Quarantined));
        // Everybody who is there has it: nothing is lacking for want of the row in quarantine.
        Assert.Empty(gender.Causes);
        await Put(centre, """{"resourceType":"Patient","id":"b"}""");
        await centre.Node.Projector.CatchUp(Cancel);
        var lacking = QualityReport.Of(centre.Node, null).Lines.Single(line => line.Element.Id == "patient-2");
        Assert.Equal("sex: no such sex", lacking.Causes.Single(cause => cause.Kind == QualityCauseKind.Quarantined).Detail);
        Assert.Equal(QualityCauseKind.NotInSource, report.Lines.Single(line => line.Element.Id == "patient-1").Causes[0].Kind);
        Assert.Equal(default, QualityReport.Of(centre.Node, "another").Lines[0].Counts);
    }

    [Fact]
    public async Task A_part_of_an_element_is_not_called_absent_from_the_source()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Import(centre, Records.Family(definitions.Definitions, 2, "a", "Roe"), Records.Patient(definitions.Definitions, 3, "b", "female"));
        await centre.Node.Projector.CatchUp(Cancel);
        var name = QualityReport.Of(centre.Node, "hand").Lines.Single(line => line.Element.Id == "patient-10");
        Assert.Equal((2, 1, 0), (name.Counts.Expected, name.Counts.InSource, name.Counts.Extracted));
        Assert.Equal([(QualityCauseKind.NotInSource, 1), (QualityCauseKind.Incomplete, 1)], name.Causes.Select(cause => (cause.Kind, (int)cause.Count)));
    }

    [Fact]
    public async Task The_difference_is_to_the_counts_before_the_last_import()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Import(centre, Records.Patient(definitions.Definitions, 2, "a", "female"));
        await centre.Node.Projector.CatchUp(Cancel);
        Assert.Null(QualityReport.Of(centre.Node, null).Before);
        await Import(centre, Records.Patient(definitions.Definitions, 2, "a", "female"), Records.Patient(definitions.Definitions, 3, "b", "male"));
        await centre.Node.Projector.CatchUp(Cancel);
        var gender = QualityReport.Of(centre.Node, null).Lines.Single(line => line.Element.Id == "patient-2");
        Assert.Equal((2, 1), (gender.Counts.Extracted, gender.Before!.Value.Extracted));
    }

    [Fact]
    public async Task Patients_who_lack_an_element_are_found_page_by_page()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        await Put(centre, Patient("a"), Patient("b"), Patient("c"), Condition("1", "b", "C50.411"));
        await centre.Node.Projector.CatchUp(Cancel);
        var element = centre.Node.Quality.Catalogue.Find("disease-4")!;
        Assert.Equal(["a"], centre.Node.Quality.Find(element, counts => counts.Lacking > 0, null, "", 1));
        Assert.Equal(["c"], centre.Node.Quality.Find(element, counts => counts.Lacking > 0, null, "a", 1));
    }

    [Fact]
    public async Task Of_a_synthetic_centre_every_patient_is_counted_and_no_step_is_larger_than_the_one_before()
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        var files = Path.Combine(centre.Folder, "files");
        new SyntheticCentre(12, 5, SyntheticFlavour.UnitedStates).Write(files, SyntheticFormat.Fhir, null, Cancel);
        await new BulkLoad(centre.Node, ValidationPolicy.Default, _ => { }).Run(Directory.GetFiles(files, "*.ndjson"), null, Cancel);
        await centre.Node.Projector.CatchUp(Cancel);
        var report = QualityReport.Of(centre.Node, null);
        var lines = report.Lines;
        Assert.Equal((12, 12, 12), Numbers("patient-1"));
        Assert.Equal((12, 12, 12), Numbers("disease-4"));
        Assert.True(lines.Count(line => line.Counts.Expected > 0) > 150);
        Assert.All(lines, line =>
        {
            var counts = line.Counts;
            Assert.True(counts.Extracted <= counts.Expected && counts.Valid <= counts.Extracted && counts.Plausible <= counts.Extracted && counts.Usable <= Math.Min(counts.Valid, counts.Plausible), line.Element.Id);
            Assert.True(counts.Coded + counts.Uncheckable <= counts.Extracted && counts.Recent <= counts.Extracted && counts.Doubtful <= counts.Extracted, line.Element.Id);
            Assert.Equal(counts, report.Months(line.Element).Aggregate(default(QualityCounts), (sum, month) => sum + month.Value));
        });

        (long, long, long) Numbers(string id) => lines.Single(line => line.Element.Id == id).Counts is var counts ? (counts.Expected, counts.Extracted, counts.Usable) : default;
    }

    [Fact]
    public async Task The_order_of_imports_does_not_matter()
    {
        var first = Records.Patient(definitions.Definitions, 2, "a", "female");
        var second = Records.Condition(definitions.Definitions, 2, "1", "a");
        Assert.True(Same(await Counted(first, second), await Counted(second, first)));

        async Task<QualityVector> Counted(params RecordOutcome[] records)
        {
            await using var centre = await TemporaryCentre.Open(definitions);
            foreach (var record in records)
            {
                await Import(centre, record);
                await centre.Node.Projector.CatchUp(Cancel);
            }

            return centre.Node.Quality.Totals();
        }
    }

    [Fact]
    public void Sums_are_those_of_the_patients_and_the_same_when_made_again() => Prop.ForAll(Edits().ToArbitrary(), edits => IsSame(edits).GetAwaiter().GetResult()).Check(Seeded.Config.WithMaxTest(20));

    private async Task<bool> IsSame(string[] edits)
    {
        await using var centre = await TemporaryCentre.Open(definitions);
        foreach (var edit in edits)
        {
            if (edit.Length == 0) await centre.Node.Projector.CatchUp(Cancel);
            else await Put(centre, edit);
        }

        await centre.Node.Projector.CatchUp(Cancel);
        var kept = centre.Node.Quality.Totals();
        var sum = new QualityVector();
        foreach (var patient in centre.Node.Quality.Patients()) sum.Add(centre.Node.Quality.Of(patient));
        await centre.Node.Projector.Rebuild(Cancel);
        return Same(kept, sum) && Same(kept, centre.Node.Quality.Totals());
    }

    // Few patients and ids, so that subjects move; an empty edit lets the projector catch up.
    private static Gen<string[]> Edits()
    {
        var patient = Gen.Elements("a", "b", "c");
        var edit = Gen.OneOf(
            from id in patient select Patient(id),
            from id in Gen.Elements("1", "2") from who in patient from code in Gen.Elements("C50.411", "C92.0", "local") select Condition(id, who, code),
            Gen.Constant(""));
        return from count in Gen.Choose(1, 20) from edits in edit.ArrayOf(count) select edits;
    }

    private static bool Same(QualityVector left, QualityVector right) =>
        left.Counts.Count() == right.Counts.Count() && left.Counts.All(pair => right[pair.Key] == pair.Value);

    private static QualityCounts Count(TemporaryCentre centre, string element) => QualityReport.Of(centre.Node, null).Lines.Single(line => line.Element.Id == element).Counts;

    private static async Task Import(TemporaryCentre centre, params RecordOutcome[] records) =>
        await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(Records.Source(records), new StoreSink(centre.Node), null, Cancel);

    private static async Task Put(TemporaryCentre centre, params string[] resources)
    {
        var writes = resources.Select(json => FhirDocument.Parse(json, centre.Node.Definitions.Names))
            .Select(document => new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document)).ToList();
        await centre.Node.Store.Write(Access.Everything, writes, WritePriority.Interactive, Cancel);
    }

    private static string Patient(string id) => $$"""{"resourceType":"Patient","id":"{{id}}","gender":"female","birthDate":"1960-05-01"}""";

    private static string Condition(string id, string patient, string code) =>
        $$$"""{"resourceType":"Condition","id":"{{{id}}}","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"{{{code}}}"}]},"subject":{"reference":"Patient/{{{patient}}}"},"onsetDateTime":"2020-03-01"}""";
}
