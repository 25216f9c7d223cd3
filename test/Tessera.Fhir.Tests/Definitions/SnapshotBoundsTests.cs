using System.Diagnostics;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests.Definitions;

using static Differentials;

public sealed class SnapshotBoundsTests(ITestOutputHelper output)
{
    private static StructureDefinition Test(FhirDefinitions definitions) => definitions.FindStructure("http://example.org/StructureDefinition/test")!;

    [Fact]
    public void A_base_that_is_not_loaded_leaves_the_profile_unchecked_and_is_named()
    {
        var definitions = Open(Profile("test", "Patient", "http://example.org/StructureDefinition/absent"));
        Assert.Equal("http://example.org/StructureDefinition/absent", Test(definitions).SnapshotIssue?.Missing);
        var patient = FhirDocument.Parse(Encoding.UTF8.GetBytes("""{"resourceType":"Patient","meta":{"profile":["http://example.org/StructureDefinition/test"]}}"""), definitions.Names);
        var result = new FhirValidator(definitions).Validate(patient);
        Assert.Equal(Verdict.Unchecked, result.Verdict);
        Assert.Contains(result.Issues, issue => issue is { Severity: IssueSeverity.Warning, Missing: "http://example.org/StructureDefinition/absent" });
    }

    [Fact]
    public void A_version_of_a_base_that_is_not_loaded_is_not_replaced_by_another() =>
        Assert.Equal("http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient|3.0.0",
            Test(Open(Profile("test", "Patient", "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient|3.0.0"))).SnapshotIssue?.Missing);

    [Fact]
    public void Profiles_that_are_derived_from_each_other_have_no_snapshot()
    {
        var definitions = Open(Profile("test", "Patient", "http://example.org/StructureDefinition/other"), Profile("other", "Patient", "http://example.org/StructureDefinition/test"));
        Assert.Contains("defined by itself", Test(definitions).SnapshotIssue!.Message, StringComparison.Ordinal);
        Assert.Empty(Test(definitions).Elements);
    }

    [Fact]
    public void A_profile_that_walks_into_itself_has_no_snapshot()
    {
        const string Self = """{"path":"Extension.extension","sliceName":"self","type":[{"code":"Extension","profile":["http://example.org/StructureDefinition/test"]}]}""";
        var definitions = Open(Profile("test", "Extension", null, Self, """{"path":"Extension.extension.value[x]","min":1}"""));
        Assert.Contains("defined by itself", Test(definitions).SnapshotIssue!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_may_name_itself_where_nothing_is_constrained()
    {
        const string Self = """{"path":"Extension.extension","sliceName":"self","type":[{"code":"Extension","profile":["http://example.org/StructureDefinition/test"]}]}""";
        Assert.Null(Test(Open(Profile("test", "Extension", null, Self))).SnapshotIssue);
    }

    [Fact]
    public void A_chain_of_ten_thousand_profiles_has_an_outcome()
    {
        var chain = Enumerable.Range(0, 10_000).Select(i => Profile($"p{i}", "Patient", i == 9_999 ? null : $"http://example.org/StructureDefinition/p{i + 1}")).ToArray();
        var definitions = Open(chain);
        Assert.NotNull(definitions.FindStructure("http://example.org/StructureDefinition/p0")!.SnapshotIssue);
        Assert.Null(definitions.FindStructure("http://example.org/StructureDefinition/p9950")!.SnapshotIssue);
    }

    [Fact]
    public void Ten_thousand_slices_are_made_in_time()
    {
        var elements = Enumerable.Range(0, 10_000).Select(i => $$"""{"path":"Patient.identifier","sliceName":"s{{i}}" }""").Prepend("""{"path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""");
        var definitions = Open(Profile("test", "Patient", null, elements.ToArray()));
        var clock = Stopwatch.StartNew();
        Assert.True(Test(definitions).Elements.Count > 10_000);
        output.WriteLine($"{clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("component", "value[x]")]
    [InlineData("component.referenceRange", "text")]
    public void Slices_that_would_make_too_many_elements_have_an_outcome(string sliced, string part)
    {
        var elements = new List<string>();
        for (var i = 0; i < 4_000; i++)
        {
            elements.Add($$"""{"path":"Observation.{{sliced}}","sliceName":"s{{i}}","slicing":{"discriminator":[{"type":"value","path":"id"}],"rules":"open"} }""");
            elements.Add($$"""{"path":"Observation.{{sliced}}.{{part}}","min":0}""");
            elements.Add($$"""{"path":"Observation.{{sliced}}.modifierExtension.value[x]","min":0}""");
        }
        elements.Insert(0, $$"""{"path":"Observation.{{sliced}}","slicing":{"discriminator":[{"type":"value","path":"id"}],"rules":"open"} }""");
        var clock = Stopwatch.StartNew();
        var structure = Test(Open(Profile("test", "Observation", null, elements.ToArray())));
        output.WriteLine($"{clock.ElapsedMilliseconds} ms, {structure.Elements.Count} elements, {structure.SnapshotIssue?.Message}");
        Assert.Contains("more than 50000 elements", structure.SnapshotIssue!.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_very_long_path_or_slice_name_has_an_outcome()
    {
        Assert.NotNull(Test(Open(Profile("test", "Extension", null, $$"""{"path":"Extension{{string.Concat(Enumerable.Repeat(".extension", 10_000))}}" }"""))).SnapshotIssue);
        Assert.NotNull(Test(Open(Profile("test", "Extension", null, $$"""{"path":"Extension.extension","sliceName":"{{string.Concat(Enumerable.Repeat("a/", 100_000))}}" }"""))).SnapshotIssue);
    }

    [Theory]
    [InlineData("""{"path":"Patient.nothing"}""")]
    [InlineData("""{"path":"Observation.status"}""")]
    [InlineData("""{"path":"Patient.name","sliceName":"official"}""")]
    [InlineData("""{"id":"Patient.name"}""")]
    [InlineData("""{"path":"Patient.name.family.family"}""")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_differential_that_does_not_fit_its_base_is_an_outcome(string element)
    {
        var structure = Test(Open(Profile("test", "Patient", null, element)));
        Assert.Empty(structure.Elements);
        Assert.Equal("http://example.org/StructureDefinition/test", structure.SnapshotIssue!.Missing);
    }

    [Theory]
    [InlineData("""{"path":"Patient.name","slicing":7,"constraint":7,"type":7,"binding":7,"min":"x","max":7,"mapping":{},"alias":3,"short":1}""")]
    [InlineData("""{"path":"Patient.name","slicing":{"discriminator":[7]},"constraint":[7,null],"type":[7,null,[]],"extension":[7],"condition":[{}],"example":[[]]}""")]
    [InlineData("""{"path":"Patient.name","sliceName":7,"id":7,"definition":{}}""")]
    [InlineData("""{"path":"Patient.name","path":"Patient.photo","min":1,"min":0}""")]
    public void Attributes_of_another_kind_do_no_harm(string element) => Test(Open(Profile("test", "Patient", null, element)));
}
