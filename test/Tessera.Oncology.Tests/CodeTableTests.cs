using Tessera.Fhir.Definitions;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Tests;

/// <summary>The tables of codes agree with the definitions they were taken from.</summary>
public sealed class CodeTableTests
{
    private const string ValueSets = "http://hl7.org/fhir/us/mcode/ValueSet/";
    private static readonly FhirDefinitions Definitions = FhirDefinitions.OpenBuiltIn();

    [Fact]
    public void Profiles_and_extensions_exist_in_the_package()
    {
        var urls = typeof(McodeProfiles).GetFields().Concat(typeof(McodeExtensions).GetFields()).Select(field => (string)field.GetValue(null)!);
        Assert.All(urls.Where(url => !url.Contains("/us/core/", StringComparison.Ordinal)), url => Assert.NotNull(Definitions.FindStructure(url)));
    }

    [Theory]
    [InlineData("C50.911", CancerConditionKind.Primary)]
    [InlineData("C7A.010", CancerConditionKind.Primary)]
    [InlineData("C77.3", CancerConditionKind.Secondary)]
    [InlineData("C7B.01", CancerConditionKind.Secondary)]
    [InlineData("D05.11", CancerConditionKind.Primary)]
    [InlineData("D46.9", CancerConditionKind.Primary)]
    [InlineData("D12.6", CancerConditionKind.Other)]
    [InlineData("I50.32", CancerConditionKind.Other)]
    public void Chapters_of_ICD_10_tell_cancers_apart(string code, CancerConditionKind kind) =>
        Assert.Equal(kind, CancerConditions.OfCode(CodeSystems.Icd10Cm, code));

    [Theory]
    [InlineData("SNOMED-CT", CodeSystems.Snomed)]
    [InlineData("urn:oid:2.16.840.1.113883.6.1", CodeSystems.Loinc)]
    [InlineData("ICD-10-CM", CodeSystems.Icd10Cm)]
    [InlineData("http://snomed.info/sct", CodeSystems.Snomed)]
    [InlineData("urn:iso:std:iso:3166", "urn:iso:std:iso:3166")]
    [InlineData("ICD10", null)]
    [InlineData("code-system", null)]
    [InlineData("my codes: local", null)]
    public void A_code_system_is_known_by_its_usual_names_only(string name, string? uri) => Assert.Equal(uri, CodeSystems.Resolve(name));

    [Theory]
    [InlineData("cT1a", StagingBasis.Pathologic, StagingBasis.Clinical)]
    [InlineData("ypN0(i+)", StagingBasis.Unspecified, StagingBasis.Pathologic)]
    [InlineData("T2", StagingBasis.Clinical, StagingBasis.Clinical)]
    public void A_category_s_prefix_tells_what_it_rests_on(string text, StagingBasis stated, StagingBasis expected) =>
        Assert.Equal(expected, TnmStaging.BasisOf(text, stated));

    [Fact]
    public void The_tumour_marker_tests_are_those_of_the_value_set() => AssertSame(TumorMarkerTests.All, "mcode-tumor-marker-test-vs");

    [Fact]
    public void The_sides_are_those_of_the_value_set() => AssertSame(McodeCodes.Lateralities, "mcode-laterality-qualifier-vs");

    [Fact]
    public void The_modalities_are_those_of_the_value_set() => AssertSame(McodeCodes.RadiotherapyModalities, "mcode-radiotherapy-modality-vs", "UNC");

    [Fact]
    public void The_disease_statuses_are_those_of_the_value_set() => AssertSame(McodeCodes.DiseaseStatuses, "mcode-condition-status-trend-max-vs");

    [Fact]
    public void ICD_10_codes_of_the_value_sets_are_the_cancers_they_say()
    {
        Assert.All(Icd10("mcode-primary-cancer-disorder-vs"), code => Assert.Equal(CancerConditionKind.Primary, CancerConditions.OfCode(CodeSystems.Icd10Cm, code)));
        Assert.All(Icd10("mcode-secondary-cancer-disorder-vs"), code => Assert.Equal(CancerConditionKind.Secondary, CancerConditions.OfCode(CodeSystems.Icd10Cm, code)));
    }

    private static void AssertSame(IEnumerable<string> table, string valueSet, params string[] except) =>
        Assert.Equal(Definitions.FindValueSet(ValueSets + valueSet)!.Concepts.Select(concept => concept.Code).Except(except).Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));

    private static List<string> Icd10(string valueSet) =>
        Definitions.FindValueSet(ValueSets + valueSet)!.Concepts.Where(concept => concept.System == CodeSystems.Icd10Cm).Select(concept => concept.Code).ToList();
}
