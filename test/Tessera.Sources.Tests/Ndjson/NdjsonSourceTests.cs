using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Sources.Ndjson;
using Tessera.Sources.Tests.FhirApi;

namespace Tessera.Sources.Tests.Ndjson;

public sealed class NdjsonSourceTests(BuiltInDefinitions built) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-ndjson-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Patients_come_first_and_medicines_after_their_reasons_whatever_the_files_are_called()
    {
        Write("a.MedicationRequest.ndjson", Patients.Medicine("m1", "p1", "c1", 1).ToJsonString());
        Write("Condition-part-0.ndjson", Patients.Condition("c1", "p1", "C50.9", 1).ToJsonString());
        Write("z/Patient.000.ndjson", Patients.Patient("p1", 1).ToJsonString());
        Assert.Equal(["Patient", "Condition", "MedicationRequest"], Read().Cast<Extracted>().Select(outcome => outcome.Resources[0].Type));
        Assert.Contains("medication-request", Encoding.UTF8.GetString(((Extracted)Read()[^1]).Resources[0].Document.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_in_a_file_without_a_type_in_its_name_is_found()
    {
        Write("export.ndjson", $"{Patients.Medicine("m1", "p1", "c1", 1).ToJsonString()}\n{Patients.Condition("c1", "p1", "C50.9", 1).ToJsonString()}\n");
        Assert.Contains("medication-request", Encoding.UTF8.GetString(((Extracted)Read()[0]).Resources[0].Document.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_known_by_its_file_and_line()
    {
        Write("sub/Patient.ndjson", $"\uFEFF{Patients.Patient("p1", 1).ToJsonString()}\r\n\r\n  {Patients.Patient("p2", 2).ToJsonString()}");
        Assert.Equal([("sub/Patient.ndjson", 1, "p1"), ("sub/Patient.ndjson", 3, "p2")], Read().Select(outcome => (outcome.Record.File, outcome.Record.Row, outcome.Record.Patient)));
    }

    [Fact]
    public void A_compressed_file_is_read_like_any_other()
    {
        using (var file = new GZipStream(File.Create(Path.Combine(folder, "Patient.ndjson.gz")), CompressionLevel.Fastest))
            file.Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 500).Select(number => Patients.Patient($"p{number}", number).ToJsonString()))));
        Assert.Equal(500, Read().OfType<Extracted>().Count());
    }

    [Fact]
    public void A_compressed_file_of_several_members_is_one_file()
    {
        using (var file = File.Create(Path.Combine(folder, "Patient.ndjson.gz")))
            for (var part = 0; part < 3; part++) file.Write(Compressed(part * 100, 100, CompressionLevel.Fastest));
        Assert.Equal(300, Read().OfType<Extracted>().Count());
    }

    [Theory]
    [InlineData("cut in the middle")]
    [InlineData("cut after a line")]
    [InlineData("without its end")]
    [InlineData("with another byte")]
    public void A_compressed_file_that_is_not_whole_gives_nothing_and_says_so(string how)
    {
        var whole = Compressed(1, 2000, CompressionLevel.NoCompression);
        File.WriteAllBytes(Path.Combine(folder, "Patient.ndjson.gz"), how switch
        {
            "cut in the middle" => whole[..(whole.Length / 2)],
            "cut after a line" => whole[..(Array.IndexOf(whole, (byte)'\n', 5000) + 1)],
            "without its end" => whole[..^8],
            _ => [.. whole[..5000], (byte)(whole[5000] ^ 1), .. whole[5001..]],
        });
        Assert.Contains("damaged or cut off", Assert.IsType<Quarantined>(Assert.Single(Read())).Problems[0].Reason, StringComparison.Ordinal);
    }

    private static byte[] Compressed(int first, int count, CompressionLevel level)
    {
        using var whole = new MemoryStream();
        using (var file = new GZipStream(whole, level, leaveOpen: true))
            file.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(first, count).Select(number => Patients.Patient($"p{number}", number).ToJsonString() + "\n"))));
        return whole.ToArray();
    }

    [Fact]
    public void A_line_that_is_not_JSON_or_too_long_costs_only_itself()
    {
        Write("Patient.ndjson", $"{Patients.Patient("p1", 1).ToJsonString()}\n{{\"resourceType\":\nnot json\n{new string('x', 200_000)}\n{Patients.Patient("p2", 2).ToJsonString()}\n");
        var outcomes = Read(options => options with { LongestLine = 100_000 });
        Assert.Equal([1, 2, 3, 4, 5], outcomes.Select(outcome => outcome.Record.Row));
        Assert.Equal(["p1", "p2"], outcomes.OfType<Extracted>().Select(outcome => outcome.Record.Patient));
    }

    [Fact]
    public void The_same_resource_twice_is_taken_once_and_of_two_versions_the_later_one()
    {
        var (old, changed) = (Patients.Patient("p1", 1), Patients.Patient("p1", 2));
        Write("Patient.1.ndjson", $"{changed.ToJsonString()}\n{changed.ToJsonString()}\n{old.ToJsonString()}\n");
        Assert.Equal([typeof(Extracted), typeof(Ignored), typeof(Ignored)], Read().Select(outcome => outcome.GetType()));
    }

    [Fact]
    public void Two_that_differ_without_saying_which_is_newer_are_for_people_to_decide()
    {
        Write("Patient.ndjson", """
            {"resourceType":"Patient","id":"a","gender":"male"}
            {"resourceType":"Patient","id":"a","gender":"female"}
            """);
        Assert.Equal([true, true], Read().Select(outcome => outcome is Quarantined { Problems: [{ Reason: var reason }] } && reason.EndsWith("has the same id and says something else", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_without_files_is_told()
    {
        Assert.Null(NdjsonSource.Open(new NdjsonOptions("hospital", folder), built.Definitions, Ids, out var issue));
        Assert.NotNull(issue);
    }

    [Fact]
    public void Every_line_is_found_whatever_its_length()
    {
        Prop.ForAll(Gen.Choose(0, 200_000).ArrayOf(12).ToArbitrary(), lengths =>
        {
            using var stream = new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', lengths.Select(length => new string('a', length)))));
            return NdjsonFile.Read(stream, 1_000_000).Select(line => (line.Number, line.Json.Length))
                .SequenceEqual(lengths.Select((length, index) => (index + 1, length)).Where(line => line.length > 0));
        }).Check(Seeded.Config.WithMaxTest(30));
    }

    private static ResourceIds Ids { get; } = new(new byte[ResourceIds.KeyLength]);

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private List<RecordOutcome> Read(Func<NdjsonOptions, NdjsonOptions>? change = null)
    {
        var options = new NdjsonOptions("hospital", folder);
        return [.. NdjsonSource.Open(change?.Invoke(options) ?? options, built.Definitions, Ids, out _)!.Read(ReadRequest.Everything, default)];
    }
}
