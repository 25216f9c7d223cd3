using static Tessera.Fhir.Terminology.Membership;

namespace Tessera.Fhir.Tests.Terminology.Releases;

public sealed class FhirReleaseTests : IDisposable
{
    private const string Url = "http://example.org/local";
    private const string Set = "http://example.org/set";
    private const string System = """{"resourceType":"CodeSystem","url":"http://example.org/local","version":"1","content":"complete","concept":[{"code":"A","concept":[{"code":"B","display":"Both"}]}]}""";
    private const string Expanded = """{"resourceType":"ValueSet","url":"http://example.org/set","version":"2","expansion":{"total":1,"contains":[{"system":"http://example.org/local","code":"B"}]}}""";

    private readonly ReleaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("both.ndjson", System + "\n" + Expanded + "\n")]
    [InlineData("both.txt", System + "\n\n" + Expanded)]
    [InlineData("bundle.json", "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + System + "},{\"resource\":" + Expanded + "},{\"resource\":{\"resourceType\":\"Patient\"}}]}")]
    public void Resources_are_read_from_lines_and_from_bundles(string name, string content)
    {
        var path = folder.Write(name, content);
        Assert.Equal([(Url, "1", 2), (Set, "2", 1)], ReleaseFolder.Read(path).Parts.Select(part => (part.Url, part.Version, part.Codes)));
        var definitions = folder.Open(path);
        Assert.Equal(Member, definitions.Contains(Set, Url, "B"));
        Assert.Equal(NotMember, definitions.Contains(Set, Url, "A"));
        Assert.Equal("Both", definitions.Display(Url, "B"));
    }

    [Fact]
    public void An_expansion_alone_as_a_terminology_server_gives_it_decides_without_its_code_system()
    {
        var definitions = folder.Open(folder.Write("set.json", Expanded));
        Assert.Equal(Member, definitions.Contains(Set, Url, "B"));
        Assert.Equal(NotMember, definitions.Contains(Set, Url, "C"));
    }

    [Theory]
    [InlineData("""{"resourceType":"CodeSystem","content":"complete","concept":[{"code":"A"}]}""", "the CodeSystem has no url")]
    [InlineData("""{"resourceType":"CodeSystem","url":"http://example.org/a","content":"not-present"}""", "the CodeSystem lists no concept")]
    [InlineData("""{"resourceType":"CodeSystem","url":"http://example.org/a","content":"supplement","supplements":"http://loinc.org","concept":[{"code":"A"}]}""", "is a supplement")]
    [InlineData("""{"resourceType":"ValueSet","url":"http://example.org/a"}""", "neither a compose nor an expansion")]
    [InlineData(System + "\n" + System, "http://example.org/local is there 2 times")]
    [InlineData("""
        {"resourceType":"CodeSystem","url":"http://example.org/a","content":"complete","property":[{"code":"parent","type":"code"}],
         "concept":[{"code":"A","property":[{"code":"parent","valueCode":"B"}]},{"code":"B","property":[{"code":"parent","valueCode":"A"}]}]}
        """, "the hierarchy runs in a circle")]
    public void What_cannot_be_used_is_a_finding(string content, string message)
    {
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("a.json", content));
        Assert.True(isReadable);
        Assert.Contains("a.json", text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(System + "\n{\"resourceType\":\"CodeSystem\",\"url", "a.json, line 2: this is not JSON, or it ends too early")]
    [InlineData("""{"resourceType":"Patient"}""", "holds no CodeSystem and no ValueSet")]
    [InlineData("{\"resourceType\":\"CodeSystem\",\"url\":\"\\ud800\"}", "is not Unicode")]
    public void What_is_no_terminology_is_refused(string content, string message)
    {
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("a.json", content));
        Assert.False(isReadable);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_resource_says_itself_is_not_said_a_second_time() =>
        Assert.Contains("Leave out --version", ReleaseFolder.Refusal(folder.Write("a.json", System), new() { Version = "9" }).Text, StringComparison.Ordinal);
}
