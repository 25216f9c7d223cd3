using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Tests.Json;

public sealed class FhirDocumentTests
{
    private static readonly NameTable Names = new(["resourceType", "id", "name", "given", "value"]);

    private static Issue Refused(byte[] bytes, DocumentLimits? limits = null)
    {
        Assert.False(FhirDocument.TryParse(bytes, Names, out _, out var issue, limits));
        return issue;
    }

    private static Issue Refused(string json) => Refused(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void A_document_keeps_its_bytes_and_its_decimals()
    {
        const string Json = """{ "resourceType" : "Patient", "value":1.10, "other": -0.0E+2 }""";
        var document = FhirDocument.Parse(Json, Names);
        Assert.Equal(Json, Encoding.UTF8.GetString(document.Bytes.Span));
        Assert.Equal("1.10", document.Root["value"].ToText());
        Assert.Equal("-0.0E+2", document.Root["other"].ToText());
    }

    [Fact]
    public void Known_and_unknown_names_are_found()
    {
        var root = FhirDocument.Parse("""{"resourceType":"Patient","name":[{"given":["A","B"]}],"x-y":{"n\u0061me":true}}""", Names).Root;
        Assert.Equal("B", root["name"].Items.Last()["given"].Items.Last().ToText());
        Assert.Equal(JsonKind.True, root["x-y"]["name"].Kind);
        Assert.False(root["nothing"].Exists);
    }

    [Fact]
    public void Items_of_an_array_carry_its_name()
    {
        var root = FhirDocument.Parse("""{"given":["A",{"id":"1"},[2]],"id":"x"}""", Names).Root;
        foreach (var item in root["given"].Children) Assert.Equal("given", item.Name);
        Assert.Equal("x", root["id"].ToText());
    }

    [Fact]
    public void Escaped_text_reads_as_plain_text()
    {
        var root = FhirDocument.Parse("""{"id":"a\"\u00e4\n","name":"z","value":"\ud83d\ude00"}""", Names).Root;
        Assert.Equal("a\"ä\n", root["id"].ToText());
        Assert.Equal("z", root["name"].ToText());
        Assert.Equal("😀", root["value"].ToText());
        Assert.Equal("\"a\\\"\\u00e4\\n\"", root["id"].ToString());
        Assert.Equal(3, root.Count);
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_document() =>
        Assert.True(FhirDocument.TryParse((byte[])[0xEF, 0xBB, 0xBF, .. "{}"u8], Names, out _, out _));

    [Theory]
    [InlineData("{\"id\":\"1\",\n \"id\":\"2\"}", 2)]
    [InlineData("{\"id\":\"1\",\"name\":{\"id\":\"3\"},\n\n\"id\":\"2\"}", 3)]
    [InlineData("{\"odd\":\"1\",\"\\u006fdd\":\"2\"}", 1)]
    public void The_same_name_twice_is_refused_with_its_line(string json, int line)
    {
        var issue = Refused(json);
        Assert.Contains("twice", issue.Message, StringComparison.Ordinal);
        Assert.Equal(line, issue.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":01}")]
    [InlineData("{\"id\":\"1\"} x")]
    [InlineData("{'id':1}")]
    [InlineData("{\"id\":1,}")]
    [InlineData("// no\n{}")]
    [InlineData("\u0000{}")]
    public void What_is_not_JSON_is_refused(string json) => Assert.Equal(IssueSeverity.Fatal, Refused(json).Severity);

    [Theory]
    [InlineData("{\"a\":[1],\n \"b\":{\"c\":true,", "The text ends inside the object that begins at line 2, column 6.", 2, 16)]
    [InlineData("{\"a\":[{},", "The text ends inside the array that begins at line 1, column 6.", 1, 10)]
    [InlineData("{\n\"a\":\"Mrs. Invent", "The text ends inside the string that begins at line 2, column 5.", 2, 17)]
    [InlineData("{\"a\":tru", "The text ends inside the value that begins at line 1, column 6.", 1, 9)]
    [InlineData("", "The text is empty.", 1, 1)]
    [InlineData("{\"a\":1,}", "The text is not JSON.", 1, 8)]
    public void A_text_that_is_cut_off_is_said_to_be(string json, string message, int line, int column)
    {
        var issue = Refused(json);
        Assert.Equal((message, line, column), (issue.Message, issue.Line, issue.Column));
    }

    [Fact]
    public void The_message_never_quotes_the_text() => Assert.DoesNotContain("Smith", Refused("{\"id\": Smith}").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_with_their_place()
    {
        var issue = Refused([.. "{\"id\":\n\""u8, 0xC3, 0x28, .. "\"}"u8]);
        Assert.Equal((2, 2), (issue.Line, issue.Column));
    }

    [Theory]
    [InlineData("""{"id":"\ud83d"}""")]
    [InlineData("""{"\ud83d":"id"}""")]
    public void Half_a_surrogate_pair_is_refused(string json) => Assert.Contains("surrogate", Refused(json).Message, StringComparison.Ordinal);

    [Fact]
    public void Excess_depth_is_refused() =>
        Assert.Contains("128 levels", Refused(new string('[', 10_000) + new string(']', 10_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_number_of_a_million_digits_is_refused() => Assert.Contains("number", Refused("[" + new string('1', 1_000_000) + "]").Message, StringComparison.Ordinal);

    [Fact]
    public void A_document_over_the_size_limit_is_refused() =>
        Assert.Equal(IssueType.TooLong, Refused("[1,2,3]"u8.ToArray(), new DocumentLimits(MaxBytes: 4)).Type);
}

internal static class NodeItemsForTests
{
    public static FhirNode Last(this FhirNodeItems items)
    {
        FhirNode last = default;
        foreach (var item in items) last = item;
        return last;
    }
}
