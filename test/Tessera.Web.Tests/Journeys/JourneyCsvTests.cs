using System.Text;
using Tessera.Fhir.Validation;
using Tessera.Store;
using Tessera.Web.Pages.Journeys;

namespace Tessera.Web.Tests.Journeys;

public sealed class JourneyCsvTests
{
    [Fact]
    public void Each_fact_is_a_row_with_where_it_is_from()
    {
        var fact = Stories.Of(Stories.Result(1, "CEA, serum", "2026-01-02", "1")).Facts[0];
        var text = Encoding.UTF8.GetString(JourneyCsv.Write([new FactRow(fact, new Origin("lab", "lab.csv", 12, null, "mef", DateTimeOffset.UnixEpoch), Verdict.Valid)]));
        Assert.Equal("\uFEFFdate,date_end,group,kind,fact,resource,evidence,file,row,check\r\n2026-01-02,,labs,Laboratory,\"CEA, serum: 1 U\",Observation/o1,,lab.csv,12,valid\r\n", text);
    }

    [Fact]
    public void A_cell_that_a_spreadsheet_would_run_is_text()
    {
        var fact = Stories.Of(Stories.Result(1, "=cmd|'/C calc'!A0", "2026-01-02", "1")).Facts[0];
        Assert.Contains(",'=cmd", Encoding.UTF8.GetString(JourneyCsv.Write([new FactRow(fact, null, null)])), StringComparison.Ordinal);
    }
}
