using Tessera.Oncology.Mcode;
using Tessera.Oncology.Tests.Journeys;

namespace Tessera.Oncology.Tests;

public sealed class PlainTextTests
{
    [Fact]
    public void A_region_studied_names_all_of_its_genes()
    {
        const string Region = """{"resourceType":"Observation","id":"r","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-genomic-region-studied"]},"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"48018-6","display":"Gene studied"}]},"valueCodeableConcept":{"coding":[{"system":"http://www.genenames.org","code":"HGNC:11389","display":"STK11"},{"system":"http://www.genenames.org","code":"HGNC:1100","display":"BRCA1"}]}}]}""";
        Assert.Equal("Gene studied: STK11, BRCA1", ResourceText.Of(Vocabulary.Parse(Region)).Says);
    }

    [Fact]
    public void Codings_of_other_systems_say_the_same_in_other_words() => Assert.Equal(
        "Breast cancer", PlainText.Concept(Vocabulary.Parse("""{"resourceType":"Condition","code":{"coding":[{"system":"http://snomed.info/sct","code":"254837009","display":"Breast cancer"},{"system":"urn:x","code":"1","display":"Mammakarzinom"}]}}""").Root["code"]));
}
