namespace Tessera.Cli.Tests;

public sealed class FhirPathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Values_are_printed_one_on_each_line()
    {
        var file = folder.Write("p.json", """{"resourceType":"Patient","name":[{"given":["Ada","Bea"]},{"given":["Cleo"]}]}""");
        var told = await TesseraProgram.Run("fhirpath", "name.given", file);
        Assert.Equal((0, "Ada\nBea\nCleo\n"), (told.ExitCode, told.Output));
    }

    [Fact]
    public async Task Each_resource_has_a_line_with_its_values_as_JSON()
    {
        folder.Write("in/a.json", "{\"resourceType\":\"Observation\",\"valueQuantity\":\n {\"value\":5.40,\n \"unit\":\"g\"}}");
        folder.Write("in/b.ndjson", """
            {"resourceType":"Patient","active":true}
            not json
            """);
        var told = await TesseraProgram.Run("fhirpath", "--ndjson", "value | active | value.value * 2 | @2020-02 | (1 = 1).not()", Path.Combine(folder.Path, "in"));
        Assert.Equal(1, told.ExitCode);
        var lines = told.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("""a.json","result":[{"value":5.40,"unit":"g"},10.80,"2020-02",false]}""", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("""b.ndjson","line":1,"result":[true,"2020-02",false]}""", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"line\":2,\"error\":\"", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_expression_is_a_mistake_of_the_command_line_and_a_missing_file_unreadable()
    {
        var file = folder.Write("p.json", """{"resourceType":"Patient"}""");
        var wrong = await TesseraProgram.Run("fhirpath", "name.where(", file);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("column", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await TesseraProgram.Run("fhirpath", "name", Path.Combine(folder.Path, "nobody.json"))).ExitCode);
    }
}
