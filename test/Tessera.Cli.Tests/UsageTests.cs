namespace Tessera.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense", "'nonsense' is not known here.")]
    [InlineData("version --bogus", "'--bogus' is not known here.")]
    [InlineData("validate", "validate")]
    [InlineData("config", "Which of these? show")]
    [InlineData("config show --port abc", "--port needs a whole number from 0 to 65535, not 'abc'")]
    [InlineData("validate - --fail-on sometimes", "sometimes")]
    [InlineData("validate - --json --ndjson", "--json and --ndjson exclude each other")]
    public async Task A_command_line_that_is_not_understood_ends_with_2_and_says_why(string arguments, string expected)
    {
        var outcome = await TesseraProgram.Run(arguments.Split(' '));
        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--help", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown_on_stderr()
    {
        var outcome = await TesseraProgram.Run();
        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains("validate", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("validate --help")]
    [InlineData("config show --help")]
    public async Task Help_goes_to_stdout_and_ends_with_0(string arguments)
    {
        var outcome = await TesseraProgram.Run(arguments.Split(' '));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Usage:", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task Version_says_which_program_this_is()
    {
        Assert.StartsWith("tessera ", (await TesseraProgram.Run("version")).Output, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", (await TesseraProgram.Run("version", "--json")).Json.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Output_that_is_not_on_a_terminal_has_no_colour()
    {
        var outcome = await TesseraProgram.Run("doctor");
        Assert.DoesNotContain('\u001b', outcome.Output + outcome.Error);
    }
}
