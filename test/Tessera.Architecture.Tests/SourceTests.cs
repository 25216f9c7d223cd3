namespace Tessera.Architecture;

public sealed class SourceTests(ITestOutputHelper output)
{
    private const int Long = 250;
    private const int TooLong = 400;

    [Fact]
    public void No_file_breaks_a_rule_about_its_text() =>
        Expect.None(Repository.Files("").Where(IsText)
            .SelectMany(path => SourceRule.All.SelectMany(rule => rule.Violations(path, Repository.Read(path)))));

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var lengths = Repository.Files(".cs", ".razor").Select(path => (path, lines: Lines(Repository.Read(path)))).ToList();
        foreach (var (path, lines) in lengths.Where(file => file.lines > Long).OrderByDescending(file => file.lines))
            output.WriteLine($"{lines,4} lines: {path}");
        Expect.None(lengths.Where(file => file.lines > TooLong).Select(file => $"{file.path}: {file.lines} lines"));
    }

    [Theory]
    [InlineData("src/A.cs", "// TO", "DO later")]
    [InlineData("src/A.cs", "// a HA", "CK")]
    [InlineData("src/A.cs", "var path = \"/ro", "ot/data\";")]
    [InlineData("docs/a.md", "see /wo", "rk/notes")]
    [InlineData("definitions/package-lock.json", "\"resolved\": \"https://registry.", "npmjs.org/x\"")]
    [InlineData("src/A.cs", "#pragma warning ", "disable CA1000")]
    [InlineData("tessera", "cd /t", "mp/x")]
    public void A_forbidden_text_is_found(string path, string start, string end) =>
        Assert.Single(SourceRule.All.SelectMany(rule => rule.Violations(path, $"first\n{start}{end}\nlast")), found => found.StartsWith($"{path}:2: ", StringComparison.Ordinal));

    [Theory]
    [InlineData("src/A.cs", "// the tooDo list, a framework/thing, api/work/x")]
    [InlineData("src/A.cs", "var temporary = Path.GetTempPath();")]
    public void Innocent_text_is_left_alone(string path, string text) =>
        Expect.None(SourceRule.All.SelectMany(rule => rule.Violations(path, text)));

    [Fact]
    public void A_line_count_counts_lines() => Assert.Equal(2, Lines("one\ntwo\n"));

    private static int Lines(string text) => text.Count(character => character == '\n');

    private static bool IsText(string path) => Path.GetExtension(path) is not (".png" or ".ico" or ".woff2" or ".db" or ".tgz" or ".zip" or ".layer");
}
