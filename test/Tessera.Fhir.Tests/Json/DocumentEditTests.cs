using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Tests.Json;

public sealed class DocumentEditTests(BuiltInDefinitions fixture)
{
    private FhirNode Root(string json) => FhirDocument.Parse(json, fixture.Definitions.Names).Root;

    private static string Applied(DocumentEdit edit) => edit.TryApply(out var document, out _, out var issue) ? Encoding.UTF8.GetString(document.Bytes.Span) : issue.Message;

    [Fact]
    public void A_value_is_replaced_and_all_else_keeps_its_bytes() =>
        Assert.Equal("""{ "id": "b",  "value": 1.00 }""", Applied(DocumentEdit.Replace(Root("""{ "id": "a",  "value": 1.00 }""")["id"], "\"b\""u8)));

    [Theory]
    [InlineData("{}", """{"id":"a"}""")]
    [InlineData("""{ "active": true }""", """{ "active": true,"id":"a" }""")]
    public void A_property_is_added_at_the_end(string before, string after) => Assert.Equal(after, Applied(DocumentEdit.Add(Root(before), "id", "\"a\""u8)));

    [Theory]
    [InlineData("""{"name":[ ]}""", 0, """{"name":[{} ]}""")]
    [InlineData("""{"name":[ 1, 2 ]}""", 0, """{"name":[{}, 1, 2 ]}""")]
    [InlineData("""{"name":[ 1, 2 ]}""", 1, """{"name":[ 1,{}, 2 ]}""")]
    [InlineData("""{"name":[ 1, 2 ]}""", 2, """{"name":[ 1, 2,{} ]}""")]
    public void An_item_is_added_where_it_is_wanted(string before, int index, string after) => Assert.Equal(after, Applied(DocumentEdit.Insert(Root(before)["name"], index, "{}"u8)));

    [Theory]
    [InlineData("""{"id":"a"}""", "{}")]
    [InlineData("""{ "id" : "a" , "active": true }""", """{ "active": true }""")]
    [InlineData("""{"active": true, "id" : "a" }""", """{"active": true }""")]
    [InlineData("""{"active": true, "id" : "a", "name": [] }""", """{"active": true, "name": [] }""")]
    public void A_property_is_taken_out_with_one_comma(string before, string after) => Assert.Equal(after, Applied(DocumentEdit.Remove(Root(before)["id"])));

    [Fact]
    public void A_property_that_is_there_cannot_be_added_again() => Assert.Contains("twice", Applied(DocumentEdit.Add(Root("""{"id":"a"}"""), "id", "\"b\""u8)), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_JSON_is_refused() => Assert.Contains("not JSON", Applied(DocumentEdit.Replace(Root("""{"id":"a"}""")["id"], "Smith"u8)), StringComparison.Ordinal);
}
