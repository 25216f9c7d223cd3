namespace Tessera.Cli.Tests;

public sealed class QualityTests : IDisposable
{
    private const string Records = """
        {"resourceType":"Patient","id":"p","gender":"female","birthDate":"1960-05-01"}
        {"resourceType":"Patient","id":"q","gender":"male"}
        {"resourceType":"Condition","id":"c","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.411"}]},"subject":{"reference":"Patient/p"},"onsetDateTime":"2020-03-01"}
        """;

    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Quality_is_told_as_a_table_as_JSON_and_as_CSV()
    {
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        var table = await TesseraProgram.Run("quality", "--store", Store);
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("Primary cancer › Code", table.Output, StringComparison.Ordinal);
        Assert.Contains("not a medical device", table.Output, StringComparison.Ordinal);
        var json = await TesseraProgram.Run("quality", "--store", Store, "--element", "disease-4", "--json");
        var element = Assert.Single(json.Json.GetProperty("elements").EnumerateArray());
        Assert.Equal((2, 1, 1), (element.GetProperty("expected").GetInt32(), element.GetProperty("extracted").GetInt32(), element.GetProperty("coded").GetInt32()));
        var csv = await TesseraProgram.Run("quality", "--store", Store, "--element", "disease-4", "--csv");
        Assert.Contains("disease-4,stu1,disease,Primary cancer,Code,patients,,2020-03,1,1,1,", csv.Output, StringComparison.Ordinal);
        var one = await TesseraProgram.Run("quality", "--store", Store, "--element", "disease-4");
        Assert.Contains("Patient/q", one.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_or_a_source_that_there_is_not_is_told()
    {
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        Assert.Equal(2, (await TesseraProgram.Run("quality", "--store", Store, "--element", "nothing")).ExitCode);
        Assert.Equal(2, (await TesseraProgram.Run("quality", "--store", Store, "--source", "nowhere")).ExitCode);
    }
}
