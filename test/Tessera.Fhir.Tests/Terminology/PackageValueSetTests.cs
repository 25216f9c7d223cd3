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
}
