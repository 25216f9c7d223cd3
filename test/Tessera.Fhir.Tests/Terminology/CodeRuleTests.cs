using System.Text;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology;

public sealed class CodeRuleTests
{
    [Theory]
    [InlineData("en", true)]
    [InlineData("de-CH", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("zh-cmn-Hans-CN", true)]
    [InlineData("sl-rozaj-biske", true)]
    [InlineData("de-CH-1901", true)]
    [InlineData("es-419", true)]
    [InlineData("en-US-u-islamcal", true)]
    [InlineData("x-whatever", true)]
    [InlineData("i-klingon", true)]
    [InlineData("en-x-a-b", true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("en-", false)]
    [InlineData("en_US", false)]
    [InlineData("123", false)]
    [InlineData("en-u", false)]
    [InlineData("de-419-DE", false)]
    [InlineData("German language", false)]
    public void A_language_is_a_well_formed_tag(string tag, bool expected) => Assert.Equal(expected, LanguageTag.IsWellFormed(Encoding.UTF8.GetBytes(tag)));

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("application/fhir+json", true)]
    [InlineData("text/plain; charset=UTF-8", true)]
    [InlineData("text/plain;charset=utf-8;format=flowed", true)]
    [InlineData("image/vnd.adobe.photoshop", true)]
    [InlineData("pdf", false)]
    [InlineData("/pdf", false)]
    [InlineData("application/", false)]
    [InlineData("application/p df", false)]
    [InlineData("text/plain;", false)]
    [InlineData("text/plain; charset=", false)]
    [InlineData("a/b/c", false)]
    public void A_media_type_has_a_type_and_a_subtype(string type, bool expected) => Assert.Equal(expected, MediaType.IsWellFormed(Encoding.UTF8.GetBytes(type)));

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("USD", true)]
    [InlineData("ZWL", true)]
    [InlineData("eur", false)]
    [InlineData("EU", false)]
    [InlineData("UR ", false)]
    [InlineData("XYZ", false)]
    public void A_currency_is_one_of_the_standard(string code, bool expected) => Assert.Equal(expected, CurrencyCodes.Contains(Encoding.UTF8.GetBytes(code)));
}
