using System.Text.Json;
using Tessera.Centre.Checks.Running;

namespace Tessera.Centre.Tests.Checks;

public sealed class KeptElementsTests
{
    [Theory]
    [InlineData("""{"resourceType":"P","a":1.10}""", """{"resourceType":"P","a":1.1}""", "P.a")]
    [InlineData("""{"resourceType":"P","a":["x","y"]}""", """{"resourceType":"P","a":["x"]}""", "P.a[1]")]
    [InlineData("""{"resourceType":"P","a":["x","y"]}""", """{"resourceType":"P","a":["y","x"]}""", "P.a[0] P.a[1]")]
    [InlineData("""{"resourceType":"P","a":{"b":"x"}}""", """{"resourceType":"P","a":{}}""", "P.a.b")]
    [InlineData("""{"resourceType":"P","a":"x"}""", """{"resourceType":"P","a":{"b":"x"}}""", "P.a")]
    [InlineData("""{"resourceType":"P","meta":{"profile":["x"]}}""", """{"resourceType":"P","meta":{"profile":["y"]}}""", "P.meta.profile")]
    public void What_was_lost_or_changed_is_named(string sent, string came, string expected) => Assert.Equal(expected, Lost(sent, came));

    [Theory]
    [InlineData("""{"resourceType":"P","id":"1","a":"\u00e4"}""", """{"a":"ä","resourceType":"P","id":"2","b":"added"}""")]
    [InlineData("""{"resourceType":"P","meta":{"versionId":"7","lastUpdated":"x","profile":["x"]}}""", """{"resourceType":"P","meta":{"versionId":"1","profile":["y","x"]}}""")]
    public void A_server_may_add_and_chooses_id_and_version(string sent, string came) => Assert.Equal("", Lost(sent, came));

    private static string Lost(string sent, string came) => string.Join(' ', KeptElements.Lost(JsonDocument.Parse(sent).RootElement, JsonDocument.Parse(came).RootElement));
}
