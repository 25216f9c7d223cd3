using static Tessera.Fhir.Terminology.Membership;

namespace Tessera.Fhir.Tests.Terminology.Releases;

public sealed class LoincReleaseTests : IDisposable
{
    private const string Loinc = "http://loinc.org";
    private const string Terms = """
        "LOINC_NUM","COMPONENT","SCALE_TYP","CLASS","STATUS","LONG_COMMON_NAME","VersionLastChanged"
        "00001-0","Made up","Ord","TEST.MADE","ACTIVE","First, ""quoted"" name","2.77"
        "00002-8","Made
        up","Qn","TEST.MADE","DEPRECATED","Second","2.78"

        """;

    private readonly ReleaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_release_brings_terms_answers_parts_and_value_sets_of_answers()
    {
        folder.Write("LoincTable/Loinc.csv", Terms);
        folder.Write("AccessoryFiles/AnswerFile/AnswerList.csv", """
            AnswerListId,AnswerListName,AnswerStringId,DisplayText
            LL0-1,Made-up answers,LA0-1,Yes
            LL0-1,Made-up answers,LA0-2,No
            LL0-2,More answers,LA0-1,Yes
            LL0-3,Answers of somebody else,,

            """);
        folder.Write("AccessoryFiles/PartFile/Part.csv", "PartNumber,PartTypeName,PartName,PartDisplayName,Status\nLP0-1,COMPONENT,Made up,,ACTIVE\n");
        var definitions = folder.Open(folder.Zip("Loinc_2.79.zip"));
        var system = definitions.FindCodeSystem(Loinc)!;
        Assert.Equal("2.79", system.Version);
        Assert.Equal(8, system.Count);
        Assert.True(system.IsComplete);
        Assert.Equal("First, \"quoted\" name", definitions.Display(Loinc, "00001-0"));
        Assert.Equal("Made up", definitions.Display(Loinc, "LP0-1"));
        Assert.True(system.IsInactive("00002-8"u8));
        Assert.Equal(Member, definitions.Contains(Loinc + "/vs/LL0-1", Loinc, "LA0-2"));
        Assert.Equal(NotMember, definitions.Contains(Loinc + "/vs/LL0-2", Loinc, "LA0-2"));
        Assert.Equal(NotMember, definitions.Contains(Loinc + "/vs", Loinc, "99999-9"));
        Assert.Null(definitions.FindValueSet(Loinc + "/vs/LL0-3"));
    }

    [Fact]
    public void Properties_select_terms()
    {
        var definitions = folder.Open(folder.Write("Loinc.csv", Terms));
        var filtered = TestPackage.Parse("""
            { "resourceType": "ValueSet", "url": "http://example.org/ordinal", "compose": { "include": [ { "system": "http://loinc.org", "filter": [ { "property": "SCALE_TYP", "op": "=", "value": "Ord" } ] } ] } }
            """);
        Assert.Equal("2.78", definitions.FindCodeSystem(Loinc)!.Version);
        var own = folder.Write("own/ordinal.json", filtered.ToJsonString());
        Assert.True(definitions.TryAddPackage(own, System.IO.Path.Combine(folder.Release, "layers"), out var extended, out _));
        Assert.Equal(Member, extended.Contains("http://example.org/ordinal", Loinc, "00001-0"));
    }

    [Fact]
    public void The_table_of_terms_alone_does_not_say_that_other_codes_are_wrong()
    {
        var path = folder.Write("table.csv", Terms);
        Assert.Contains(ReleaseFolder.Read(path).Notes, note => note.Contains("Give the whole release", StringComparison.Ordinal));
        Assert.Equal(Unknown, folder.Open(path).Contains(Loinc + "/vs", Loinc, "LA0-1"));
    }

    [Fact]
    public void A_missing_column_a_short_row_and_a_term_that_is_there_twice_are_told_with_their_lines()
    {
        Assert.Contains("Loinc.csv, line 1: there is no column 'LONG_COMMON_NAME'", ReleaseFolder.Refusal(folder.Write("Loinc.csv", "LOINC_NUM,STATUS\n1,ACTIVE\n")).Text, StringComparison.Ordinal);
        Assert.Contains("line 5: the row has 1 columns instead of 7", ReleaseFolder.Refusal(folder.Write("Loinc.csv", Terms + "00003-6")).Text, StringComparison.Ordinal);
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("Loinc.csv", Terms + "00001-0,,,,ACTIVE,Again,\n"));
        Assert.True(isReadable);
        Assert.Contains("line 5: the code '00001-0' is there already", text, StringComparison.Ordinal);
    }
}
