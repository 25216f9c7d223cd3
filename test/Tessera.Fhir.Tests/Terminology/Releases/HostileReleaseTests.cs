using System.IO.Compression;
using System.Text;

namespace Tessera.Fhir.Tests.Terminology.Releases;

public sealed class HostileReleaseTests : IDisposable
{
    private readonly ReleaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("PK\u0003\u0004 and then nothing of a zip", "begins like a zip archive and is none")]
    [InlineData("Dear colleague\n", "is in none of the formats")]
    [InlineData("[1, 2]", "there is no column 'code'")]
    public void What_is_in_no_format_is_refused(string content, string message)
    {
        var (isReadable, text) = ReleaseFolder.Refusal(folder.Write("release.zip", content));
        Assert.False(isReadable);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_and_an_empty_folder_are_refused()
    {
        Assert.False(ReleaseFolder.Refusal(System.IO.Path.Combine(folder.Release, "absent.zip")).IsReadable);
        Assert.Contains("is in none of the formats", ReleaseFolder.Refusal(folder.Release).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_is_refused_with_the_command_for_packages() =>
        Assert.Contains("packages add", ReleaseFolder.Refusal(folder.Write("package.tgz", [0x1F, 0x8B, 8, 0])).Text, StringComparison.Ordinal);

    [Fact]
    public void An_archive_that_lost_its_end_is_refused()
    {
        SnomedFiles.WriteCancers(folder);
        var whole = File.ReadAllBytes(folder.Zip("whole.zip"));
        Assert.False(ReleaseFolder.Refusal(folder.Write("cut.zip", whole[..^40])).IsReadable);
    }

    [Fact]
    public void An_archive_with_damaged_bytes_inside_never_gives_a_release_or_an_exception()
    {
        folder.Write("Loinc.csv", "LOINC_NUM,LONG_COMMON_NAME,STATUS\n" + string.Concat(Enumerable.Range(0, 2000).Select(at => $"{at},Name {at * 7919 % 1009},ACTIVE\n")));
        var whole = File.ReadAllBytes(folder.Zip("whole.zip"));
        for (var at = 60; at < whole.Length - 100; at += whole.Length / 12)
        {
            var damaged = (byte[])whole.Clone();
            damaged.AsSpan(at, 30).Clear();
            Assert.NotEmpty(ReleaseFolder.Refusal(folder.Write("damaged.zip", damaged)).Text);
        }
    }

    [Fact]
    public void A_bomb_ends_at_its_first_line_that_is_none()
    {
        var path = System.IO.Path.Combine(folder.Release, "bomb.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var table in new[] { "Concept", "Description", "Relationship" })
            {
                using var entry = archive.CreateEntry($"sct2_{table}_Snapshot_INT_20250101.txt", CompressionLevel.Fastest).Open();
                entry.Write(Encoding.ASCII.GetBytes(SnomedFiles.ConceptHeader));
                var zeros = new byte[1 << 20];
                Array.Fill(zeros, (byte)'0');
                for (var i = 0; i < 64; i++) entry.Write(zeros);
            }
        }

        var (isReadable, text) = ReleaseFolder.Refusal(path);
        Assert.False(isReadable);
        Assert.Contains("line 2: the line is longer than", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_an_archive_are_never_paths()
    {
        var path = System.IO.Path.Combine(folder.Release, "up.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("../../../up.csv").Open();
            entry.Write("code,display\nA,All\n"u8);
        }

        Assert.Single(ReleaseFolder.Read(path, new() { System = "http://example.org/local" }).Parts);
        Assert.False(File.Exists(System.IO.Path.Combine(folder.Release, "..", "..", "..", "up.csv")));
    }
}
