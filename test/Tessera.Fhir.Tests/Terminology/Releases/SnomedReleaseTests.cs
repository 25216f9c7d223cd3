using System.Text;
using Tessera.Fhir.Definitions;
using static Tessera.Fhir.Terminology.Membership;

namespace Tessera.Fhir.Tests.Terminology.Releases;

public sealed class SnomedReleaseTests : IDisposable
{
    private const string Snomed = "http://snomed.info/sct";
    private const string Cancer = "http://hl7.org/fhir/us/mcode/ValueSet/mcode-primary-cancer-disorder-vs";

    private readonly ReleaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_hierarchy_makes_mCODEs_cancers_decidable(bool zipped)
    {
        SnomedFiles.WriteCancers(folder);
        var below = FhirDefinitions.OpenBuiltIn();
        Assert.Equal(Unknown, below.Contains(Cancer, Snomed, "254637007"));

        var definitions = folder.Open(zipped ? folder.Zip("release.zip") : folder.Release);
        Assert.Equal(Member, definitions.Contains(Cancer, Snomed, "254637007"));
        Assert.Equal(Member, definitions.Contains(Cancer, Snomed, "363346000"));
        Assert.Equal(NotMember, definitions.Contains(Cancer, Snomed, "2000000001"));
        Assert.Equal(NotMember, definitions.Contains(Cancer, Snomed, "128462008"));
        Assert.Equal(NotMember, definitions.Contains(Cancer, Snomed, "9"));
        Assert.True(definitions.FindValueSet(Cancer)!.IsDecidable);
    }

    [Fact]
    public void A_concept_has_its_fully_specified_name_in_English_where_there_is_one_and_an_inactive_concept_says_so()
    {
        SnomedFiles.WriteCancers(folder);
        var definitions = folder.Open(folder.Release);
        Assert.Equal("Lung (made up)", definitions.Display(Snomed, "254637007"));
        Assert.Equal("Poumon bis", definitions.Display(Snomed, "188340000"));
        Assert.Null(definitions.Display(Snomed, "2000000001"));
        var system = definitions.FindCodeSystem(Snomed)!;
        Assert.True(system.IsInactive("1000000008"u8));
        Assert.False(system.IsInactive("254637007"u8));
        Assert.True(system.IsComplete);
        Assert.Equal(Member, definitions.Contains(Snomed + "?fhir_vs", Snomed, "1000000008"));
    }

    [Fact]
    public void The_version_names_the_edition_and_a_coding_that_names_the_edition_alone_means_it()
    {
        SnomedFiles.WriteCancers(folder);
        var definitions = folder.Open(folder.Release);
        Assert.Equal($"{Snomed}/900000000000207008/version/20250101", definitions.FindCodeSystem(Snomed)!.Version);
        var cancer = definitions.FindValueSet(Cancer)!;
        Assert.Equal(Member, cancer.Contains(Encoding.UTF8.GetBytes(Snomed), Encoding.UTF8.GetBytes(Snomed + "/900000000000207008"), "254637007"u8, out _));
        Assert.Equal(Unknown, cancer.Contains(Encoding.UTF8.GetBytes(Snomed), Encoding.UTF8.GetBytes(Snomed + "/731000124108"), "254637007"u8, out _));
    }

    [Fact]
    public void An_extension_in_the_same_folder_adds_concepts_and_changes_those_that_it_has_newer_rows_of()
    {
        SnomedFiles.WriteCancers(folder);
        // 9990000 is a namespace that is given to nobody.
        SnomedFiles.Write(folder,
            SnomedFiles.Concept("3000000009990000105", time: "20260301", module: "119990000107") + SnomedFiles.Concept("188340000", active: "0", time: "20260301"),
            SnomedFiles.Text("3000000009990000105", "National (made up)"),
            SnomedFiles.IsA("3000000009990000105", "254637007", time: "20260301") + SnomedFiles.IsA("188340000", "363346000", active: "0", time: "20260301"),
            "XX9990000_20260301");
        var definitions = folder.Open(folder.Release);
        Assert.Equal($"{Snomed}/119990000107/version/20260301", definitions.FindCodeSystem(Snomed)!.Version);
        Assert.Equal(Member, definitions.Contains(Cancer, Snomed, "3000000009990000105"));
        Assert.True(definitions.FindCodeSystem(Snomed)!.IsInactive("188340000"u8));
    }

    [Fact]
    public void Letters_that_a_country_writes_into_the_names_of_files_are_no_trouble()
    {
        SnomedFiles.WriteCancers(folder);
        foreach (var file in Directory.GetFiles(folder.Release, "*.txt", SearchOption.AllDirectories)) File.Move(file, file.Replace("_Snapshot", "_XXMADESnapshot", StringComparison.Ordinal));
        Assert.Equal(Member, folder.Open(folder.Release).Contains(Cancer, Snomed, "254637007"));
    }

    [Fact]
    public void An_extension_alone_is_a_finding_that_says_what_it_lacks()
    {
        SnomedFiles.Write(folder, SnomedFiles.Concept("254637007"), SnomedFiles.Text("254637007", "Lung"), SnomedFiles.IsA("254637007", "363346000"));
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Release);
        Assert.True(isReadable);
        Assert.Contains("line 2: 363346000 is no concept of the release", text, StringComparison.Ordinal);
        Assert.Contains("International Edition", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_and_a_concept_that_is_there_twice_are_findings()
    {
        SnomedFiles.Write(folder, SnomedFiles.Concept("10") + SnomedFiles.Concept("20") + SnomedFiles.Concept("30") + SnomedFiles.Concept("10"), "",
            SnomedFiles.IsA("10", "20") + SnomedFiles.IsA("20", "30") + SnomedFiles.IsA("30", "10"));
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Release);
        Assert.True(isReadable);
        Assert.Contains("line 5: the concept 10 is there already", text, StringComparison.Ordinal);
        Assert.Matches("circle: (10 below 20 below 30 below 10|20 below 30 below 10 below 20|30 below 10 below 20 below 30)", text);
    }

    [Theory]
    [InlineData("10\t20250101\t1\t900000000000207008\r\n", "line 2: the row has 4 columns instead of 5")]
    [InlineData("10\t20250101\t1\t900000000000207008\t9", "line 2: the file ends in the middle of a line")]
    [InlineData("ten\t20250101\t1\t900000000000207008\t9\r\n", "line 2: 'ten' is not an identifier")]
    [InlineData("10\t2025-01\t1\t900000000000207008\t9\r\n", "line 2: the effective time")]
    [InlineData("10\t20250101\tyes\t900000000000207008\t9\r\n", "line 2: 'active' is neither 0 nor 1")]
    [InlineData("10\t20250101\t1\t900000000000207008\t\0\r\n", "line 2: this is not text in UTF-8")]
    public void A_damaged_row_is_refused_with_its_line(string row, string message)
    {
        SnomedFiles.Write(folder, row, "", "");
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Release);
        Assert.False(isReadable);
        Assert.Contains("sct2_Concept_Snapshot_INT_20250101.txt, " + message, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_without_snapshots_and_one_file_alone_are_refused()
    {
        var file = folder.Write("Delta/sct2_Concept_Delta_INT_20250101.txt", SnomedFiles.ConceptHeader);
        Assert.Contains("Full and Delta files are not read", ReleaseFolder.Refusal(folder.Release).Text, StringComparison.Ordinal);
        Assert.Contains("one file of a SNOMED CT release", ReleaseFolder.Refusal(file).Text, StringComparison.Ordinal);
        folder.Write("sct2_Concept_Snapshot_INT_20250101.txt", "id,effectiveTime\r\n");
        folder.Write("sct2_Description_Snapshot_INT_20250101.txt", "");
        folder.Write("sct2_Relationship_Snapshot_INT_20250101.txt", "");
        Assert.Contains("line 1: the columns are not id effectiveTime", ReleaseFolder.Refusal(folder.Release).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_system_is_refused_for_it() =>
        Assert.Contains("not of http://loinc.org", ReleaseFolder.Refusal(Written(), new() { System = "http://loinc.org" }).Text, StringComparison.Ordinal);

    private string Written()
    {
        SnomedFiles.WriteCancers(folder);
        return folder.Release;
    }
}
