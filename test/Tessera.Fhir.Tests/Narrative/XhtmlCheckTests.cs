using System.Text;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Fhir.Narrative;

namespace Tessera.Fhir.Tests.Narrative;

public sealed class XhtmlCheckTests
{
    private const string Div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";

    [Theory]
    [InlineData("a")]
    [InlineData("<p class='x' style=\"color: red\">a &amp; b &#160;&#xA9; &lt;</p>")]
    [InlineData("<table border=\"1\"><tr><td colspan = '2' >a<br/>b</td ></tr></table>")]
    [InlineData("<a name=\"x\"> </a><a href=\"https://example.org?a=1&amp;b=2\">link</a>")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\" alt=\"\"/>")]
    [InlineData("<!-- a - b --><p>a ] b > c</p>")]
    [InlineData("<![CDATA[ a < b ]]>")]
    [InlineData("<p xml:lang=\"de\" lang=\"de\">ä</p>")]
    [InlineData("<div xmlns=\"http://www.w3.org/1999/xhtml\">a</div>")]
    public void Formatting_is_allowed(string content) => Assert.Equal(nameof(XhtmlFaultKind.None), Check(Div + content + "</div>"));

    [Theory]
    [InlineData("<script>x</script>", "Element")]
    [InlineData("<form>x</form>", "Element")]
    [InlineData("<ins>x</ins>", "Element")]
    [InlineData("<P>x</P>", "Element")]
    [InlineData("<x:p>x</x:p>", "Element")]
    [InlineData("<p onclick=\"x\">a</p>", "Attribute")]
    [InlineData("<p contenteditable='true'>a</p>", "Attribute")]
    [InlineData("<a href=\"javascript:x()\">a</a>", "Script")]
    [InlineData("<a href=\" Java\nScript:x()\">a</a>", "Script")]
    [InlineData("<a href=\"java&#115;cript:x()\">a</a>", "Script")]
    [InlineData("<p>&nbsp;</p>", "Entity")]
    [InlineData("<p>&#0;</p>", "Entity")]
    [InlineData("<p>&#xD800;</p>", "Entity")]
    [InlineData("<p>a & b</p>", "Entity")]
    [InlineData("<p title=\"&copy;\">a</p>", "Entity")]
    [InlineData("<?php x ?>", "Declaration")]
    [InlineData(" <br/> ", "Empty")]
    [InlineData("<img alt=\"x\"/>", "Empty")]
    [InlineData("<p>a", "NotWellFormed")]
    [InlineData("<b><i>a</b></i>", "NotWellFormed")]
    [InlineData("<p class=x>a</p>", "NotWellFormed")]
    [InlineData("<p class>a</p>", "NotWellFormed")]
    [InlineData("<p class='a'id='b'>a</p>", "NotWellFormed")]
    [InlineData("<p class='a' class='b'>a</p>", "NotWellFormed")]
    [InlineData("<p title='a<b'>a</p>", "NotWellFormed")]
    [InlineData("a ]]> b", "NotWellFormed")]
    [InlineData("a < b", "NotWellFormed")]
    [InlineData("<!-- a -- b -->x", "NotWellFormed")]
    [InlineData("\u0001", "NotWellFormed")]
    [InlineData("<p xmlns=\"urn:x\">a</p>", "NotDiv")]
    public void Everything_else_is_refused(string content, string fault) => Assert.Equal(fault, Check(Div + content + "</div>"));

    [Theory]
    [InlineData("", "NotDiv")]
    [InlineData("text", "NotDiv")]
    [InlineData("<div>a</div>", "NotDiv")]
    [InlineData("<p xmlns=\"http://www.w3.org/1999/xhtml\">a</p>", "NotDiv")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><div xmlns=\"http://www.w3.org/1999/xhtml\">&a;</div>", "Declaration")]
    [InlineData(Div + "a</div> b", "NotWellFormed")]
    [InlineData(Div + "a</div><div>b</div>", "NotWellFormed")]
    [InlineData("<div xmlns=\"http://www.w3.org/1999/xhtml\"/>", "Empty")]
    [InlineData("<div xmlns=\"http://www.w3.org/1999/xhtml\"", "NotWellFormed")]
    public void It_is_one_div(string div, string fault) => Assert.Equal(fault, Check(div));

    [Fact]
    public void Depth_is_bounded()
    {
        var nested = string.Concat(Enumerable.Repeat("<b>", 100_000)) + "a" + string.Concat(Enumerable.Repeat("</b>", 100_000));
        Assert.Equal(nameof(XhtmlFaultKind.TooDeep), Check(Div + nested + "</div>"));
    }

    [Fact]
    public void Whatever_it_accepts_an_XML_reader_accepts_too()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<b>", "</b>", "<br/>", "a", " ", "&", "&amp;", "&#65;", "&#x1F600;", "]", "]]>", "<!--", "-->", "--", "<![CDATA[", "<", ">", "'", "\"",
            " class=", " id='i'", "title=\"t\"", "<img src='x'/>", "<a href=\"#\">", "</a>", "/", "=", "\n", "é", "\u0001", "<div>", "</div>",
        ];
        var accepted = 0;
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary(), content =>
        {
            var div = Div + content + "</div>";
            if (Check(div) != nameof(XhtmlFaultKind.None)) return true;
            accepted++;
            return IsXml(div);
        }).Check(Seeded.Config.WithMaxTest(5000).WithEndSize(12));
        Assert.InRange(accepted, 50, 5000);
    }

    private static string Check(string div) => XhtmlCheck.Of(Encoding.UTF8.GetBytes(div)).Kind.ToString();

    private static bool IsXml(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text));
            while (reader.Read()) { }
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
