using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology;

public sealed class BusinessVersionTests
{
    [Theory]
    [InlineData("1.0.0", "1.0.0", true)]
    [InlineData("1", "1.0.0", true)]
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("1.0.0", "1.0", false)]
    [InlineData("1.0", "1.01.0", false)]
    [InlineData("2", "1.0.0", false)]
    [InlineData("1.x", "1.2.0", true)]
    [InlineData("1.x.x", "1.2.0", true)]
    [InlineData("1.x.x", "1.2", true)]
    [InlineData("1.*.3", "1.2.3", true)]
    [InlineData("1.*.3", "1.2.4", false)]
    [InlineData("x", "", true)]
    [InlineData("", "1", false)]
    [InlineData("1", "", false)]
    public void A_version_covers_those_it_means(string asked, string version, bool covers) => Assert.Equal(covers, BusinessVersion.Covers(asked, version));
}
