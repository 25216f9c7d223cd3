using Tessera.Fhir.Search;

namespace Tessera.Fhir.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Müller", "muller")]
    [InlineData("MU\u0308LLER", "muller")]
    [InlineData("Ångström  Straße ", "angstrom strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Nguyễn Thị", "nguyen thi")]
    [InlineData("Þórður", "thordur")]
    [InlineData("ΆΝΝΑ", "αννα")]
    [InlineData("Фёдор", "федор")]
    [InlineData("O'Brien-Smith", "o'brien-smith")]
    [InlineData("山田", "山田")]
    [InlineData("", "")]
    public void Case_accents_and_spaces_do_not_count(string text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Fact]
    public void Folding_twice_is_folding_once() => Assert.Equal(SearchText.Fold("Çağrı Ñandú"), SearchText.Fold(SearchText.Fold("Çağrı Ñandú")));
}
