using System.Text;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology.Releases;

public sealed class CodeTableTests : IDisposable
{
    private const string Url = "http://example.org/local";

    private readonly ReleaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("code,display,parent,inactive\nA,All,,\nA1,\"One, of them\",A,\nB,Both,A|A1,true\n")]
    [InlineData("\uFEFFCode;Display;Parent;inactive\r\nA;All;;\r\n\r\nA1;One, of them;A;\r\nB;Both; A | A1 ;true")]
    [InlineData("code\tdisplay\tparent\tinactive\nB\tBoth\tA|A1\ttrue\nA\tAll\t\t\nA1\tOne, of them\tA\t\n")]
    public void A_table_brings_codes_texts_hierarchy_and_properties(string content)
    {
        var definitions = folder.Open(folder.Write("local.csv", content), new() { System = Url, Version = "7" });
        var system = definitions.FindCodeSystem(Url + "|7")!;
        Assert.True(system.IsA("B"u8, "A"u8));
        Assert.Equal(["A", "A1", "B"], system.Related("A"u8, below: true)!.Order());
        Assert.Equal("One, of them", definitions.Display(Url, "A1"));
        Assert.True(system.IsInactive("B"u8));
        Assert.False(system.IsInactive("A"u8));
        Assert.False(system.Contains("a"u8));
        Assert.True(system.IsComplete);
    }

    [Fact]
    public void A_part_of_a_system_does_not_say_that_other_codes_are_wrong() =>
        Assert.Equal(CodeSystemContent.Fragment, folder.Open(folder.Write("part.csv", "code,display\nA,All\n"), new() { System = Url, IsPart = true }).FindCodeSystem(Url)!.Content);

    [Fact]
    public void What_the_centre_brings_goes_before_what_is_built_in()
    {
        const string Icd = "http://hl7.org/fhir/sid/icd-10-cm";
        var definitions = folder.Open(folder.Write("icd.csv", "code,display\nC00.0,Made up\n"), new() { System = Icd });
        Assert.Equal("Made up", definitions.Display(Icd, "C00.0"));
        Assert.True(definitions.FindCodeSystem(Icd)!.IsComplete);
    }

    [Theory]
    [InlineData("code,display,parent\nA,All,\nA,Again,\n", "line 3: the code 'A' is there already")]
    [InlineData("code,display,parent\nA,All,Z\n", "line 2: 'A' stands below 'Z', which is no code of the file")]
    [InlineData("code,display,parent\nA,All,B\nB,Both,A\n", "the hierarchy runs in a circle: ")]
    [InlineData("code,display,parent\nA,All,A\n", "the hierarchy runs in a circle: A below A")]
    [InlineData("code,display\n,All\n", "line 2: the code is empty")]
    [InlineData("code,display\n A,All\n", "line 2: the code ' A' begins or ends with a space")]
    [InlineData("code,display\n", "there is not a single code")]
    public void What_is_wrong_with_the_codes_is_a_finding(string content, string message)
    {
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("local.csv", content), new() { System = Url });
        Assert.True(isReadable);
        Assert.Contains("local.csv", text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key,display\nA,All\n", "line 1: there is no column 'code'")]
    [InlineData("code,display\nA\n", "line 2: the row has 1 columns instead of 2")]
    [InlineData("code,display\nA,\"All\n", "line 2: a quotation mark is not closed")]
    [InlineData("code,display\nA,All\0\n", "line 2 or soon after: this is not text in UTF-8")]
    public void What_is_no_table_is_refused(string content, string message)
    {
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("local.csv", content), new() { System = Url });
        Assert.False(isReadable);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_encodings_and_missing_systems_are_refused_with_what_to_do()
    {
        Assert.Contains("Save the file as UTF-8", ReleaseFolder.Refusal(folder.Write("latin.csv", Encoding.Latin1.GetBytes("code,display\nA,Tümor\n")), new() { System = Url }).Text, StringComparison.Ordinal);
        Assert.Contains("Save the file as UTF-8", ReleaseFolder.Refusal(folder.Write("wide.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("code,display\nA,All\n")]), new() { System = Url }).Text, StringComparison.Ordinal);
        Assert.Contains("--system", ReleaseFolder.Refusal(folder.Write("local.csv", "code,display\nA,All\n")).Text, StringComparison.Ordinal);
        Assert.Contains("is not the URL", ReleaseFolder.Refusal(folder.Write("local.csv", "code,display\nA,All\n"), new() { System = "icd" }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_findings_the_first_are_told_and_the_others_counted()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(_ => "A,All\n"));
        Assert.Contains("There are 79 more findings", ReleaseFolder.Refusal(folder.Write("local.csv", "code,display\n" + rows), new() { System = Url }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hierarchy_of_a_hundred_thousand_steps_is_no_trouble()
    {
        var rows = string.Concat(Enumerable.Range(1, 100_000).Select(at => $"{at},Step,{(at == 1 ? "" : at - 1)}\n"));
        var definitions = folder.Open(folder.Write("deep.csv", "code,display,parent\n" + rows), new() { System = Url });
        Assert.True(definitions.FindCodeSystem(Url)!.IsA("100000"u8, "1"u8));
    }
}
