using FsCheck;
using FsCheck.Fluent;

namespace Tessera.Sources.Tests.Mef;

/// <summary>Whatever stands in a file, each row has one outcome and each filled cell one end.</summary>
public sealed class AccountProperties(BuiltInDefinitions built)
{
    private static readonly string[] Texts =
    [
        "", "", "p1", "p2", "p9", "o1", "o2", "final", "FINAL", "bogus", "2857-1", "89247-1", "29463-7", "http://loinc.org", "local", "4 ng/mL", "4,5",
        "2024-01-01", "2024", "03/04/2024", "NULL", "a|b", "left", "80248007", "\"quoted, cell\"", "\"over\nlines\"", "stray\"quote", "\"open", "\u0001", "\U0001F9EC", "٣ mg", "1e99999 mg", new('9', 5000),
    ];

    [Fact]
    public void Rows_and_cells_add_up() => Prop.ForAll(Files().ToArbitrary(), rows =>
    {
        using var source = new SmallSource(built.Definitions);
        source.Add("observation-information.csv", "mrn,observationId,status,code,codeSystem,displayName,value,valueCodeSystem,effectiveDate,bodySite,laterality\n"
            + string.Join("\n", rows.Select(row => string.Join(",", row))) + "\n");
        var outcomes = source.Read("observation-information.csv");
        var kinds = outcomes.Count(outcome => outcome is Extracted) + outcomes.Count(outcome => outcome is Quarantined) + outcomes.Count(outcome => outcome is Ignored);
        return kinds == outcomes.Count
            && outcomes.Select(outcome => outcome.Record.Row).Distinct().Count() == outcomes.Count
            && outcomes.All(outcome => outcome.Cells.Total > 0)
            && outcomes.OfType<Quarantined>().All(outcome => outcome.Cells is { Used: 0, Ignored: 0 } && outcome.Problems.Count > 0 && (outcome.Row.Count == 0 || outcome.Row.Count == outcome.Cells.Rejected))
            && outcomes.OfType<Ignored>().All(outcome => outcome.Cells is { Used: 0, Rejected: 0 })
            && outcomes.OfType<Extracted>().All(outcome => outcome.Cells.Rejected == 0 && outcome.Cells.IgnoredCells.Count == outcome.Cells.Ignored && outcome.Resources.Count > 0);
    }).Check(Seeded.Config);

    private static Gen<string[][]> Files() => Gen.ArrayOf(Gen.ArrayOf(Gen.Elements(Texts), 11), 12);
}
