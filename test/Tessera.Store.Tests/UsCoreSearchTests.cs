namespace Tessera.Store.Tests;

public sealed class UsCoreSearchTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("Patient?race=2106-3", "p")]
    [InlineData("Patient?race=1002-5", "")]
    [InlineData("Condition?asserted-date=2024-05", "c")]
    [InlineData("Condition?asserted-date=lt2024", "")]
    [InlineData("Encounter?discharge-disposition=home", "e")]
    [InlineData("CareTeam?role=oncologist", "t")]
    [InlineData("Goal?description=remission", "g")]
    public async Task The_parameters_that_US_Core_adds(string search, string expected)
    {
        await Put("""{"resourceType":"Patient","id":"p","extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-race","extension":[{"url":"ombCategory","valueCoding":{"system":"urn:oid:2.16.840.1.113883.6.238","code":"2106-3"}},{"url":"text","valueString":"White"}]}]}""");
        await Put("""{"resourceType":"Condition","id":"c","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/condition-assertedDate","valueDateTime":"2024-05-17"}]}""");
        await Put("""{"resourceType":"Encounter","id":"e","hospitalization":{"dischargeDisposition":{"coding":[{"code":"home"}]}}}""");
        await Put("""{"resourceType":"CareTeam","id":"t","participant":[{"role":[{"coding":[{"code":"oncologist"}]}]}]}""");
        await Put("""{"resourceType":"Goal","id":"g","description":{"coding":[{"code":"remission"}]}}""");
        Assert.Equal(expected, await Set(search));
    }
}
