using static Tessera.Fhir.Terminology.Membership;

namespace Tessera.Fhir.Tests.Terminology.Releases;

public sealed class RxNormReleaseTests : IDisposable
{
    private const string RxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";

    private readonly ReleaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Concepts_of_RxNorm_itself_have_their_own_name_kind_and_state()
    {
        folder.Write("rrf/RXNCONSO.RRF", Row("1", "RXNORM", "SY", "other word") + Row("1", "RXNORM", "IN", "made-up-mab") + Row("2", "RXNORM", "SCD", "old drug", "O") + Row("3", "OTHER", "PT", "not ours"));
        folder.Write("prescribe/rrf/RXNCONSO.RRF", Row("1", "RXNORM", "IN", "made-up-mab"));
        var release = folder.Zip("RxNorm_full_03022026.zip");
        var definitions = folder.Open(release);
        var system = definitions.FindCodeSystem(RxNorm)!;
        Assert.Equal("03022026", system.Version);
        Assert.Equal(2, system.Count);
        Assert.Equal("made-up-mab", definitions.Display(RxNorm, "1"));
        Assert.True(system.IsInactive("2"u8));
        Assert.Contains(ReleaseFolder.Read(release).Notes, note => note.Contains("2 concepts from 3 names; 1 names of other vocabularies", StringComparison.Ordinal));

        var single = folder.Open(System.IO.Path.Combine(folder.Release, "rrf", "RXNCONSO.RRF"), new() { Version = "2026" });
        Assert.Equal("2026", single.FindCodeSystem(RxNorm)!.Version);
        Assert.Equal(NotMember, single.FindCodeSystem(RxNorm)!.Contains("3"u8) ? Member : NotMember);
    }

    [Fact]
    public void A_table_that_ends_early_or_holds_nothing_of_RxNorm_is_refused()
    {
        var row = Row("1", "RXNORM", "IN", "made-up-mab");
        Assert.Contains("line 2: the file ends in the middle of a line", ReleaseFolder.Refusal(folder.Write("RXNCONSO.RRF", row + row[..20])).Text, StringComparison.Ordinal);
        Assert.Contains("line 2: the row has 3 columns instead of 19", ReleaseFolder.Refusal(folder.Write("RXNCONSO.RRF", row + "1|2|3\n")).Text, StringComparison.Ordinal);
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("RXNCONSO.RRF", Row("3", "OTHER", "PT", "not ours")));
        Assert.True(isReadable);
        Assert.Contains("there is not a single code", text, StringComparison.Ordinal);
    }

    private static string Row(string code, string vocabulary, string type, string text, string suppress = "N") =>
        $"{code}|ENG||||||900|||{code}|{vocabulary}|{type}|{code}|{text}||{suppress}|4096|\n";
}
