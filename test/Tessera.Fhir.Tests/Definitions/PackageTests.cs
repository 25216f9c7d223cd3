using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests.Definitions;

public sealed class PackageTests(BuiltInDefinitions fixture) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tessera-package-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    [Fact]
    public void A_package_of_a_centre_makes_its_profile_known()
    {
        const string Url = "http://example.org/StructureDefinition/named-patient";
        Write("package.json", """{"name":"example.centre","version":"1.0.0"}""");
        Write("StructureDefinition-x.json", $$$"""
            {"resourceType":"StructureDefinition","url":"{{{Url}}}","version":"1.0.0","name":"NamedPatient","kind":"resource","type":"Patient","derivation":"constraint",
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
             "snapshot":{"element":[
               {"id":"Patient","path":"Patient","min":0,"max":"*"},
               {"id":"Patient.name","path":"Patient.name","min":1,"max":"*","base":{"path":"Patient.name","min":0,"max":"*"},"type":[{"code":"HumanName"}]}]}}
            """);
        Assert.True(fixture.Definitions.TryAddPackage(folder.FullName, System.IO.Path.Combine(folder.FullName, "layers"), out var definitions, out _));
        Assert.Equal("example.centre", definitions.Packages[^1].Name);
        Assert.Null(fixture.Definitions.FindStructure(Url));
        var patient = FhirDocument.Parse(Encoding.UTF8.GetBytes($$$"""{"resourceType":"Patient","meta":{"profile":["{{{Url}}}"]}}"""), definitions.Names);
        Assert.Contains(new FhirValidator(definitions).Validate(patient).Issues, issue => issue is { Expression: "Patient.name", Type: IssueType.Required });
    }

    [Theory]
    [InlineData("{\"name\":\"../../x\",\"version\":\"1\"}")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("not json")]
    public void A_package_that_is_none_is_refused(string manifest)
    {
        Write("package.json", manifest);
        Assert.False(fixture.Definitions.TryAddPackage(folder.FullName, folder.FullName, out _, out var issue));
        Assert.Equal(IssueSeverity.Fatal, issue.Severity);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_refused() =>
        Assert.False(fixture.Definitions.TryAddPackage(Write("x.tgz", "hello"), folder.FullName, out _, out _));
}
