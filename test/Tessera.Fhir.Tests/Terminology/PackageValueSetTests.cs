using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology;

public sealed class PackageValueSetTests(BuiltInDefinitions fixture)
{
    private const string Mcode = "http://hl7.org/fhir/us/mcode/ValueSet/";
    private const string Snomed = "http://snomed.info/sct";

    private readonly FhirDefinitions definitions = fixture.Definitions;

    private ValueSet[] McodeSets => definitions.Urls(DefinitionKind.ValueSet, "hl7.fhir.us.mcode").Select(url => definitions.FindValueSet(url)!).ToArray();

    [Fact]
    public void Of_the_103_value_sets_of_mCODE_62_are_decidable()
    {
        Assert.Equal(103, McodeSets.Length);
        Assert.Equal(62, McodeSets.Count(set => set.IsDecidable));
    }

    [Fact]
    public void Each_of_the_other_41_names_the_code_systems_that_it_needs()
    {
        var needs = McodeSets.Where(set => !set.IsDecidable).SelectMany(set => set.Missing).CountBy(system => system).ToDictionary();
        Assert.Equal(
            new Dictionary<string, int>
            {
                [Snomed] = 39,
                ["http://cancerstaging.org"] = 4,
                ["http://terminology.hl7.org/CodeSystem/icd-o-3"] = 4,
                ["http://www.ama-assn.org/go/cpt"] = 1,
                ["http://www.cms.gov/Medicare/Coding/ICD10"] = 1,
                ["http://hl7.org/fhir/us/mcode/CodeSystem/tg263-cs"] = 1,
            },
            needs);
    }

    [Theory]
    [InlineData("http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1", "female", "Female")]
    [InlineData("http://hl7.org/fhir/ValueSet/observation-status|4.0.1", "final", "finished")]
    [InlineData("http://hl7.org/fhir/ValueSet/resource-types|4.0.1", "Patient", "patient")]
    [InlineData("http://hl7.org/fhir/ValueSet/all-types|4.0.1", "Quantity", "Quantitty")]
    [InlineData("http://hl7.org/fhir/ValueSet/mimetypes|4.0.1", "application/pdf", "pdf")]
    [InlineData("http://hl7.org/fhir/ValueSet/all-languages|4.0.1", "de-CH", "de_CH")]
    [InlineData("http://hl7.org/fhir/ValueSet/currencies|4.0.1", "EUR", "Euro")]
    public void Codes_without_a_system_are_checked(string valueSet, string right, string wrong)
    {
        var set = definitions.FindValueSet(valueSet)!;
        Assert.True(set.IsDecidable);
        Assert.Equal(Membership.Member, set.ContainsCode(Encoding.UTF8.GetBytes(right), out _));
        Assert.Equal(Membership.NotMember, set.ContainsCode(Encoding.UTF8.GetBytes(wrong), out _));
    }

    [Theory]
    [InlineData("mg/dL", Membership.Member)]
    [InlineData("10*3/uL", Membership.Member)]
    [InlineData("[smoot]", Membership.Unknown)]
    [InlineData("milligram", Membership.NotMember)]
    [InlineData("mg / dL", Membership.NotMember)]
    public void A_unit_that_can_be_read_is_one_and_another_may_be(string unit, Membership expected) =>
        Assert.Equal(expected, definitions.Contains("http://hl7.org/fhir/ValueSet/ucum-units|4.0.1", "http://unitsofmeasure.org", unit));

    [Theory]
    [InlineData("condition-clinical", "http://terminology.hl7.org/CodeSystem/condition-clinical", "active")]
    [InlineData("condition-ver-status", "http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed")]
    [InlineData("allergyintolerance-clinical", "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "resolved")]
    public void Codings_of_the_base_specification_are_checked(string valueSet, string system, string code)
    {
        var url = $"http://hl7.org/fhir/ValueSet/{valueSet}|4.0.1";
        Assert.Equal(Membership.Member, definitions.Contains(url, system, code));
        Assert.Equal(Membership.NotMember, definitions.Contains(url, system, code + "-"));
        Assert.Equal(Membership.NotMember, definitions.Contains(url, "http://example.org", code));
    }

    [Fact]
    public void A_hierarchy_of_the_packages_is_followed()
    {
        var encounters = definitions.FindValueSet("http://terminology.hl7.org/ValueSet/v3-ActEncounterCode")!;
        var codes = encounters.Concepts.Select(concept => concept.Code).ToList();
        Assert.Contains("AMB", codes);
        Assert.Contains("ACUTE", codes);
        Assert.DoesNotContain("_ActCareProvisionCode", codes);
        var clinical = definitions.FindCodeSystem("http://terminology.hl7.org/CodeSystem/condition-clinical")!;
        Assert.True(clinical.IsA("relapse"u8, "active"u8));
        Assert.False(clinical.IsA("active"u8, "relapse"u8));
    }

    [Fact]
    public void A_version_that_is_not_loaded_is_not_replaced_by_another()
    {
        Assert.NotNull(definitions.FindValueSet(Mcode + "mcode-tnm-stage-group-vs|4.0"));
        Assert.Null(definitions.FindValueSet(Mcode + "mcode-tnm-stage-group-vs|3.0.0"));
        Assert.Null(definitions.FindCodeSystem("http://terminology.hl7.org/CodeSystem/v3-ActCode|1.0.0"));
    }

    [Fact]
    public void Codes_that_a_value_set_lists_are_members_though_their_code_system_is_absent()
    {
        const string icd = "http://hl7.org/fhir/sid/icd-10-cm";
        var set = definitions.FindValueSet(Mcode + "mcode-primary-cancer-disorder-vs")!;
        Assert.Equal(Membership.Member, set.Contains(Encoding.UTF8.GetBytes(icd), "C50.911"u8, out _));
        Assert.Equal(Membership.NotMember, set.Contains(Encoding.UTF8.GetBytes(icd), "E11"u8, out _));
        Assert.Equal(Membership.Unknown, set.Contains(Encoding.UTF8.GetBytes(Snomed), "254837009"u8, out var missing));
        Assert.Equal(Snomed, missing);
    }

    [Theory]
    [InlineData("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active")]
    [InlineData("http://hl7.org/fhir/administrative-gender", "female", "Female")]
    [InlineData("http://hl7.org/fhir/sid/icd-10-cm", "C50.911", "Malignant neoplasm of unspecified site of right female breast")]
    [InlineData("http://example.org/none", "active", null)]
    public void A_code_has_the_text_that_a_package_gives_it(string system, string code, string? display) => Assert.Equal(display, definitions.Display(system, code));

    [Fact]
    public void Every_value_set_and_code_system_of_the_packages_can_be_read_whole()
    {
        foreach (var url in definitions.Urls(DefinitionKind.CodeSystem).ToList())
        {
            var system = definitions.FindCodeSystem(url)!;
            Assert.All(system.Concepts, concept => Assert.True(system.Contains(Encoding.UTF8.GetBytes(concept.Code))));
        }
        foreach (var url in definitions.Urls(DefinitionKind.ValueSet).ToList())
        {
            var set = definitions.FindValueSet(url)!;
            foreach (var concept in set.Concepts) Assert.Equal(Membership.Member, set.ContainsCode(Encoding.UTF8.GetBytes(concept.Code), out _));
        }
    }
}
