using System.Globalization;
using Tessera.Sources.Synthetic;

namespace Tessera.Sources.Tests.Synthetic;

public sealed class DocumentationTests
{
    [Fact]
    public void The_page_states_every_kind_of_error_with_its_rate()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "synthetic-centre.md"));
        foreach (var rate in ErrorRates.All)
        {
            var percent = (rate.Rate * 100).ToString("0.##", CultureInfo.InvariantCulture);
            Assert.Contains($"| `{rate.Kind}` | {percent} % | {rate.Per} | {(rate.CsvOnly ? "CSV" : "both")} |", page, StringComparison.Ordinal);
        }
    }
}
