using Tessera.Centre.Import;
using Tessera.Centre.Verdicts;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre;

public sealed class FindingTests(BuiltInDefinitions builtIn)
{
    private const string Profile = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition";

    [Fact]
    public async Task What_a_profile_misses_is_one_rule_for_all_resources()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        foreach (var id in new[] { "a", "b", "c" }) await Write(centre, Condition(id, category: false));
        await centre.Node.Verdicts.Flush(CancellationToken.None);

        var rule = Assert.Single(centre.Node.Verdicts.Rules(), rule => rule.Kind == FindingKind.Invalid && rule.Element == "Condition.category");
        Assert.Equal(Profile, rule.Profile);
        Assert.Equal([("Condition", "a"), ("Condition", "b"), ("Condition", "c")], centre.Node.Verdicts.Resources(rule.Id, null, null, 0, 10));
        Assert.Equal([("Condition", "b")], centre.Node.Verdicts.Resources(rule.Id, "Condition", null, 1, 1));
        Assert.Empty(centre.Node.Verdicts.Resources(rule.Id, "Patient", null, 0, 10));
    }

    [Fact]
    public async Task Resources_with_the_same_findings_are_counted_together()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        foreach (var id in new[] { "a", "b" }) await Write(centre, Condition(id, category: false));
        await Write(centre, """{"resourceType":"Patient","id":"p","gender":"female"}""");
        await centre.Node.Verdicts.Flush(CancellationToken.None);

        var counts = centre.Node.Verdicts.Findings();
        Assert.Equal(2, Assert.Single(counts, count => count.Type == "Condition").Resources);
        Assert.Empty(Assert.Single(counts, count => count.Type == "Patient").Rules);
        Assert.Equal(3, counts.Sum(count => count.Resources));
    }

    [Fact]
    public async Task A_resource_that_is_mended_leaves_its_rule()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Condition("a", category: false));
        await Write(centre, Condition("a", category: true));
        await centre.Node.Verdicts.Flush(CancellationToken.None);
        var rule = Assert.Single(centre.Node.Verdicts.Rules(), rule => rule.Kind == FindingKind.Invalid && rule.Element == "Condition.category");
        Assert.Empty(centre.Node.Verdicts.Resources(rule.Id, null, null, 0, 10));
    }

    [Fact]
    public async Task A_deleted_resource_leaves_its_rules()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Condition("a", category: false));
        await centre.Node.Writer.Write(Access.Everything, new ResourceWrite(WriteKind.Delete, "Condition", "a", null), ValidationPolicy.Off, WritePriority.Interactive, CancellationToken.None);
        await centre.Node.Verdicts.Flush(CancellationToken.None);
        Assert.Empty(centre.Node.Verdicts.Findings());
    }

    [Fact]
    public async Task Findings_of_an_import_are_told_apart_from_those_of_others()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, """{"resourceType":"Patient","id":"p","gender":"female"}""");
        var run = new ImportRun(centre.Node.Validator, TimeProvider.System);
        await run.Run(Records.Source(Records.Patient(builtIn.Definitions, 2, "a", "female")), new StoreSink(centre.Node), null, CancellationToken.None);
        Assert.Equal([null, 1L], centre.Node.Verdicts.Findings().Select(count => count.Run).Order());
    }

    [Fact]
    public async Task A_rule_covers_the_findings_that_it_was_made_of()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var document = FhirDocument.Parse(Condition("a", category: false), builtIn.Definitions.Names);
        await Write(centre, Condition("a", category: false));
        await centre.Node.Verdicts.Flush(CancellationToken.None);
        var issues = centre.Node.Validator.Validate(document).Issues.Where(issue => issue.Severity >= Fhir.IssueSeverity.Warning).ToList();
        Assert.All(centre.Node.Verdicts.Rules(), rule => Assert.Contains(issues, rule.Covers));
        Assert.All(issues, issue => Assert.Single(centre.Node.Verdicts.Rules(), rule => rule.Covers(issue)));
    }

    [Fact]
    public async Task A_verdict_without_a_look_has_no_findings()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre, Condition("a", category: false), ValidationPolicy.Off);
        await centre.Node.Verdicts.Flush(CancellationToken.None);
        var count = Assert.Single(centre.Node.Verdicts.Findings());
        Assert.Equal(Verdict.Unchecked, count.Verdict);
        Assert.Empty(count.Rules);
    }

    private static string Condition(string id, bool category) => $$"""
        {"resourceType":"Condition","id":"{{id}}","meta":{"profile":["{{Profile}}"]},
        {{(category ? """ "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}], """ : "")}}
        "code":{"coding":[{"system":"http://snomed.info/sct","code":"254837009"}]},"subject":{"reference":"Patient/p"} }
        """;

    private async Task Write(TemporaryCentre centre, string json, ValidationPolicy? policy = null)
    {
        var document = FhirDocument.Parse(json, builtIn.Definitions.Names);
        var written = await centre.Node.Writer.Write(
            Access.Everything, new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id!, document), policy ?? ValidationPolicy.Default, WritePriority.Interactive, CancellationToken.None);
        Assert.True(written.Outcome?.Succeeded);
    }
}
