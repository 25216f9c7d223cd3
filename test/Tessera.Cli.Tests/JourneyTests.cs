namespace Tessera.Cli.Tests;

public sealed class JourneyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Store => Path.Combine(folder.Path, "centre.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_patients_story_is_told_as_text_and_as_one_document()
    {
        const string Records = """
            {"resourceType":"Patient","id":"p","gender":"female","birthDate":"1960-05-01"}
            {"resourceType":"Condition","id":"c","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"C50.4","display":"Breast cancer"}]},"subject":{"reference":"Patient/p"},"onsetDateTime":"2020-03-01"}
            """;
        await TesseraProgram.Run(new Start { Input = Records }, "load", "-", "--store", Store);
        var text = await TesseraProgram.Run("journey", "Patient/p", "--store", Store);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("Breast cancer, diagnosed 2020-03-01, at age 59", text.Output, StringComparison.Ordinal);
        var json = await TesseraProgram.Run("journey", "p", "--store", Store, "--json");
        Assert.Equal("Diagnosis", json.Json.GetProperty("facts")[0].GetProperty("kind").GetString());
        Assert.Equal("Condition/c", json.Json.GetProperty("facts")[0].GetProperty("evidence")[0].GetString());
    }

    [Fact]
    public async Task A_patient_that_is_not_there_is_told()
    {
        await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"p"}""" }, "load", "-", "--store", Store);
        Assert.Equal(3, (await TesseraProgram.Run("journey", "q", "--store", Store)).ExitCode);
    }
}
