using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Tests.Definitions;

/// <summary>Packages come from anywhere: whatever they are, adding one has an outcome.</summary>
public sealed class HostilePackageTests(BuiltInDefinitions fixture) : IDisposable
{
    private const string Manifest = """{"name":"example.hostile","version":"1.0.0"}""";
    private const string Profile = """
        {"resourceType":"StructureDefinition","url":"http://example.org/StructureDefinition/p","kind":"resource","type":"Patient","derivation":"constraint",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","differential":{"element":[{"path":"Patient.name","min":1}]}}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tessera-hostile-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Layers => System.IO.Path.Combine(folder.FullName, "layers");

    private bool TryAdd(string path, out FhirDefinitions? definitions, out Issue? issue) => fixture.Definitions.TryAddPackage(path, Layers, out definitions, out issue);

    private string Archive(params (string Name, string Content)[] entries)
    {
        var path = System.IO.Path.Combine(folder.FullName, "package.tgz");
        using var file = File.Create(path);
        using var writer = new TarWriter(new GZipStream(file, CompressionLevel.Fastest));
        foreach (var (name, content) in entries) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        return path;
    }

    [Fact]
    public void Names_that_lead_out_of_the_package_lead_nowhere()
    {
        var path = Archive(("package/package.json", Manifest), ("package/../../out.json", Profile), ("/tmp.json", Profile), ("..\\out.json", Profile), ("package/p.json", Profile));
        Assert.True(TryAdd(path, out var definitions, out _));
        Assert.NotNull(definitions!.FindStructure("http://example.org/StructureDefinition/p"));
        Assert.Equal(["layers", "package.tgz"], folder.EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Single(Directory.EnumerateFiles(Layers));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        var path = System.IO.Path.Combine(folder.FullName, "links.tgz");
        using (var writer = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/package.json") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Manifest)) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "package/a.json") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "package/b.json") { LinkName = "/etc/passwd" });
        }
        Assert.False(TryAdd(path, out _, out var issue));
        Assert.Contains("no FHIR definition", issue!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_archive_that_unpacks_to_very_much_is_refused()
    {
        var path = System.IO.Path.Combine(folder.FullName, "bomb.tgz");
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        using (var writer = new TarWriter(zip))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/a.json") { DataStream = new Zeros(1L << 30) });
        Assert.True(new FileInfo(path).Length < 16 << 20);
        var clock = Stopwatch.StartNew();
        Assert.False(TryAdd(path, out _, out var issue));
        Assert.Contains("unpacks to more than 512 MiB", issue!.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void An_archive_of_nothing_but_headers_is_refused()
    {
        var path = System.IO.Path.Combine(folder.FullName, "headers.tgz");
        using (var writer = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
            for (var i = 0; i < 210_000; i++) writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "package/x.txt"));
        Assert.False(TryAdd(path, out _, out var issue));
        Assert.Contains("unpacks to more than", issue!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_archive_is_refused_wherever_it_ends()
    {
        var path = Archive(("package/package.json", Manifest), ("package/p.json", Profile));
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length - 32; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.False(TryAdd(path, out _, out var issue), $"{length} of {whole.Length} bytes");
            Assert.Equal(IssueSeverity.Fatal, issue!.Severity);
        }
    }

    [Fact]
    public void Damaged_archives_have_an_outcome()
    {
        var random = new Random(7);
        var plain = new MemoryStream();
        using (var unzip = new GZipStream(File.OpenRead(Archive(("package/package.json", Manifest), ("package/p.json", Profile))), CompressionMode.Decompress)) unzip.CopyTo(plain);
        var path = System.IO.Path.Combine(folder.FullName, "damaged.tgz");
        for (var i = 0; i < 300; i++)
        {
            var tar = plain.ToArray();
            for (var j = random.Next(1, 20); j > 0; j--) tar[random.Next(tar.Length)] = (byte)random.Next(256);
            using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) zip.Write(tar);
            if (!TryAdd(path, out _, out var issue)) Assert.Equal(IssueSeverity.Fatal, issue!.Severity);
        }
    }

    [Fact]
    public void Damaged_definitions_have_an_outcome()
    {
        var random = new Random(11);
        string[] values = ["7", "null", "[]", "{}", "\"\"", "true", "[null]", "[[]]", "-1e400", "\"\\u0000\""];
        var code = """{"resourceType":"CodeSystem","url":"http://example.org/c","content":"complete","caseSensitive":true,"property":[{"code":"parent"}],"concept":[{"code":"a","display":"A","property":[{"code":"parent","valueCode":"b"}]},{"code":"b"}]}""";
        var set = """{"resourceType":"ValueSet","url":"http://example.org/v","compose":{"inactive":false,"include":[{"system":"http://example.org/c","concept":[{"code":"a"}]},{"system":"http://example.org/c","filter":[{"property":"concept","op":"is-a","value":"a"}]},{"valueSet":["http://example.org/v"]}]},"expansion":{"total":1,"contains":[{"system":"http://example.org/c","code":"a"}]}}""";
        var search = """{"resourceType":"SearchParameter","url":"http://example.org/s","code":"x","type":"token","base":["Patient"],"expression":"Patient.active","component":[{"definition":"http://example.org/s","expression":"x"}]}""";
        string[] resources = [Profile, Profile.Replace("differential", "snapshot", StringComparison.Ordinal), code, set, search];
        var path = System.IO.Path.Combine(folder.FullName, "one.json");
        for (var i = 0; i < 200; i++)
        {
            var text = resources[i % resources.Length];
            var colons = Enumerable.Range(0, text.Length).Where(at => text[at] == ':' && text[at - 1] == '"').Skip(1).ToArray();
            var from = colons[random.Next(colons.Length)] + 1;
            File.WriteAllText(path, text[..from] + values[random.Next(values.Length)] + text[End(text, from)..]);
            if (!TryAdd(path, out var definitions, out var issue)) Assert.Equal(IssueSeverity.Fatal, issue!.Severity);
            else Use(definitions!);
        }
    }

    private static void Use(FhirDefinitions definitions)
    {
        definitions.FindStructure("http://example.org/StructureDefinition/p");
        definitions.FindCodeSystem("http://example.org/c")?.Contains("a"u8);
        definitions.FindValueSet("http://example.org/v")?.Contains("http://example.org/c"u8, "a"u8, out _);
        Assert.NotEmpty(definitions.SearchParameters);
    }

    // Where the JSON value that starts here ends.
    private static int End(string text, int from)
    {
        var depth = 0;
        var inText = false;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '"') inText = !inText;
            if (inText) continue;
            if (depth == 0 && text[at] is ',' or '}' or ']' && depth == 0) return at;
            if (text[at] is '{' or '[') depth++;
            if (text[at] is '}' or ']') depth--;
        }
        return text.Length;
    }

    [Theory]
    [InlineData("5.0.0", false)]
    [InlineData("3.0.2", false)]
    [InlineData("4.0.1", true)]
    public void A_package_for_another_version_of_FHIR_is_refused(string version, bool accepted) =>
        Assert.Equal(accepted, TryAdd(Archive(("package/package.json", $$"""{"name":"a","version":"1","fhirVersions":["{{version}}"]}"""), ("package/p.json", Profile)), out _, out _));

    [Fact]
    public void A_folder_of_loose_resources_is_a_package_too()
    {
        var loose = folder.CreateSubdirectory("my profiles");
        File.WriteAllText(System.IO.Path.Combine(loose.FullName, "p.json"), Profile);
        File.WriteAllText(System.IO.Path.Combine(loose.FullName, "settings.json"), """{"not":"FHIR"}""");
        Assert.True(TryAdd(loose.FullName, out var definitions, out _));
        Assert.Equal("local.my-profiles", definitions!.Packages[^1].Name);
        Assert.Equal(1, definitions.FindStructure("http://example.org/StructureDefinition/p")!.Elements.Single(element => element.Id == "Patient.name").Min);
        Assert.True(TryAdd(System.IO.Path.Combine(loose.FullName, "p.json"), out _, out _));
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_named()
    {
        Assert.False(TryAdd(Archive(("package/package.json", Manifest), ("package/broken.json", "{")), out _, out var issue));
        Assert.Contains("broken.json", issue!.Message, StringComparison.Ordinal);
        Assert.False(TryAdd(Archive(("package/package.json", Manifest), ("package/half.json", """{"resourceType":"ValueSet","url":"\ud800"}""")), out _, out _));
    }

    [Fact]
    public void A_folder_that_cannot_hold_the_layer_is_an_outcome()
    {
        var file = System.IO.Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        Assert.False(fixture.Definitions.TryAddPackage(Archive(("package/package.json", Manifest), ("package/p.json", Profile)), System.IO.Path.Combine(file, "layers"), out _, out var issue));
        Assert.Equal(IssueSeverity.Fatal, issue.Severity);
    }

    private sealed class Zeros(long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => position = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = (int)Math.Min(count, length - position);
            Array.Clear(buffer, offset, count);
            position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
