namespace Tessera.Cli.Tests;

public sealed class PackagesTests : IDisposable
{
    private const string Profile = "https://centre.example/fhir/StructureDefinition/centre-patient";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_mapping_may_target_a_profile_of_a_package_that_the_centre_brings()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "own"));
        folder.Write("own/package.json", """{"name":"example.centre","version":"1.0.0","fhirVersions":["4.0.1"],"dependencies":{"hl7.fhir.r4.core":"4.0.1"}}""");
        folder.Write("own/StructureDefinition-centre-patient.json", $$$"""
            {"resourceType":"StructureDefinition","id":"centre-patient","url":"{{{Profile}}}","version":"1.0.0","name":"CentrePatient","status":"active","fhirVersion":"4.0.1",
             "kind":"resource","abstract":false,"type":"Patient","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
             "differential":{"element":[{"id":"Patient","path":"Patient"},{"id":"Patient.birthDate","path":"Patient.birthDate","min":1},{"id":"Patient.active","path":"Patient.active","min":1,"fixedBoolean":true} ] } }
            """);
        folder.Write("p.csv", "N,Born\n1,1960-04-03\n2,\n");
        folder.Write("mapping.yaml", "source: own\ntables:\n  p:\n    files: p.csv\n    patient: N\n    key: N\n    resources:\n      - { profile: centre-patient, birthDate: $Born }\n");
        var without = folder.Write("without.yaml", "sources:\n  - mapping: mapping.yaml\n");
        Assert.Equal(3, (await TesseraProgram.Run("extract", "--config", without, "--dry-run")).ExitCode);

        var with = folder.Write("tessera.yaml", "packages: [own]\nsources:\n  - mapping: mapping.yaml\n");
        var run = await TesseraProgram.Run("extract", "--config", with, "--dry-run", "--json");
        Assert.Equal(7, run.ExitCode);
        Assert.Equal(1, run.Json.GetProperty("resources").GetProperty("Patient").GetInt32());
        Assert.Equal(1, run.Json.GetProperty("quarantined").GetInt32());

        // Editors and the doctor know it as well.
        Assert.Contains("centre-patient", (await TesseraProgram.Run("mapping", "schema", "--config", with)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("centre-patient", (await TesseraProgram.Run("mapping", "schema")).Output, StringComparison.Ordinal);
        Assert.Contains("example.centre", (await TesseraProgram.Run("doctor", "--config", with)).Output, StringComparison.Ordinal);
        var broken = await TesseraProgram.Run("doctor", "--config", folder.Write("broken.yaml", "packages: [missing.tgz]\nsources:\n  - mapping: mapping.yaml\n"));
        Assert.Equal(3, broken.ExitCode);
        Assert.Contains("missing.tgz", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_of_mappings_names_the_profiles_of_mCODE()
    {
        var run = await TesseraProgram.Run("mapping", "schema");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("mcode-genomic-variant", run.Output, StringComparison.Ordinal);
        Assert.Contains("$defs", run.Output, StringComparison.Ordinal);
    }
}
