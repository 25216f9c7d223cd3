using System.Text;

namespace Tessera.Database.AppendLogs;

public sealed class AppendLogTests : IDisposable
{
    private const int Shortest = AppendLog.ShortestSegment;

    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("tessera-log-").FullName, "log");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public async Task What_is_appended_by_many_at_once_is_there_once_each_and_in_the_order_of_each()
    {
        await using (var log = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(async () =>
            {
                for (var number = 0; number < 200; number++) await log.Append(Text($"{writer}:{number}"));
            }, Cancel)));
            Assert.Null(log.Trouble);
        }

        var found = Entries();
        Assert.Equal(4000, found.Count);
        foreach (var writer in found.GroupBy(entry => entry.Split(':')[0])) Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{writer.Key}:{number}"), writer);
        Assert.Empty(Check().Findings);
    }

    [Fact]
    public async Task A_log_goes_on_where_it_ended_and_from_one_file_into_the_next()
    {
        var expected = new List<string>();
        for (var run = 0; run < 4; run++)
        {
            await using var log = Open();
            for (var number = 0; number < 30; number++)
            {
                var entry = $"{run}:{number}:{new string('x', (number * 977) % 6000)}";
                await log.Append(Text(entry));
                expected.Add(entry);
            }
        }

        Assert.Equal(expected, Entries());
        Assert.True(LogSegment.Files(folder).Count > 1);
        Assert.Equal((120, 0), ((int)Check().Entries, Check().Findings.Count));
    }

    [Fact]
    public async Task A_byte_that_is_changed_anywhere_is_found_and_hides_no_other_entry()
    {
        await Fill(60);
        var file = Assert.Single(LogSegment.Files(folder));
        var good = await File.ReadAllBytesAsync(file, Cancel);
        var end = LogSegment.Read(file).Head.Place.Offset;
        var lastFrame = LogSegment.Read(file).Frames[^2].Place.Offset;
        var anchors = new[] { LogSegment.Read(file).Head };
        for (var at = 0; at < end; at++)
        {
            var bad = good.ToArray();
            bad[at] ^= 0x40;
            await File.WriteAllBytesAsync(file, bad, Cancel);
            // A change in the last frame alone looks like one that a power cut left unfinished; the anchor knows better.
            Assert.True(Check(anchors).Findings.Count > 0, $"byte {at}");
            if (at < lastFrame && at >= LogFormat.HeaderLength) Assert.True(Check().Findings.Count > 0, $"byte {at} without an anchor");
        }

        await File.WriteAllBytesAsync(file, good, Cancel);
        Assert.Empty(Check(anchors).Findings);
    }

    [Fact]
    public async Task Entries_behind_a_damaged_one_can_still_be_read()
    {
        await Fill(60);
        var file = Assert.Single(LogSegment.Files(folder));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[LogSegment.Read(file).Entries[5].Place.Offset + LogFormat.LengthOfEntryLength] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.Equal(59, Entries().Count);
        Assert.Single(Check().Findings);
    }

    [Fact]
    public async Task A_log_that_is_cut_off_or_written_anew_does_not_lead_to_its_anchor()
    {
        LogHead anchor;
        await using (var log = Open())
        {
            for (var number = 0; number < 10; number++) await log.Append(Text($"entry {number}"));
            anchor = log.Head;
        }

        var file = Assert.Single(LogSegment.Files(folder));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        Array.Clear(bytes, LogSegment.Read(file).Frames[4].Place.Offset, bytes.Length - LogSegment.Read(file).Frames[4].Place.Offset);
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.Empty(Check().Findings);
        Assert.Contains("cut off", Assert.Single(Check([anchor]).Findings), StringComparison.Ordinal);

        Directory.Delete(folder, recursive: true);
        await Fill(10);
        Assert.Single(Check([anchor]).Findings);
        Directory.Delete(folder, recursive: true);
        Assert.Contains("missing", Assert.Single(Check([anchor]).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_end_is_no_finding_and_the_next_entries_stand_in_a_new_file()
    {
        await Fill(10);
        var file = Assert.Single(LogSegment.Files(folder));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        var segment = LogSegment.Read(file);
        Array.Clear(bytes, segment.Head.Place.Offset - 10, 10);
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.True(LogSegment.Read(file).HasTornEnd);
        Assert.Empty(Check().Findings);

        await Fill(3);
        Assert.Equal(12, Entries().Count);
        Assert.Equal((2, 0), (Check().Segments, Check().Findings.Count));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Cancel));
    }

    [Fact]
    public async Task A_file_that_is_missing_is_found()
    {
        await Fill(40, 20_000);
        var files = LogSegment.Files(folder);
        Assert.True(files.Count > 2);
        File.Delete(files[1]);
        Assert.Contains("segment 2 is missing", Assert.Single(Check().Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_taken_while_the_log_grows_is_sound()
    {
        await using var log = Open();
        var copies = folder + "-copies";
        var growing = Task.Run(async () =>
        {
            for (var number = 0; number < 3000; number++) await log.Append(Text($"entry {number}"));
        }, Cancel);
        for (var copy = 0; !growing.IsCompleted; copy++)
        {
            var to = Path.Combine(copies, $"{copy}");
            Directory.CreateDirectory(to);
            foreach (var file in LogSegment.Files(folder)) LogSegment.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            Assert.Empty(LogCheck.Run(to, [], Cancel).Findings);
            foreach (var file in LogSegment.Files(to)) Assert.False(LogSegment.Read(file).HasTornEnd);
        }

        await growing;
    }

    [Fact]
    public async Task Without_a_folder_that_can_be_written_nothing_is_appended_and_later_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        // A file stands where the folder of the log would be.
        await File.WriteAllTextAsync(folder, "", Cancel);
        var clock = new SetClock();
        await using var log = AppendLog.Open(folder, Shortest, clock);
        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Append(Text("one")));
        Assert.True(log.IsSpent);
        await Assert.ThrowsAsync<LogUnavailableException>(log.Ready);
        File.Delete(folder);
        clock.Timestamp += 2 * clock.TimestampFrequency;
        await log.Ready();
        Assert.False(log.IsSpent);
        await log.Append(Text("two"));
        Assert.Equal(["two"], Entries());
    }

    [Fact]
    public async Task A_prepared_file_is_taken_over_so_that_the_reserve_survives_a_restart()
    {
        await Fill(1);
        var spare = Path.Combine(folder, LogFormat.Name(2));
        Assert.Equal(Shortest, new FileInfo(spare).Length);
        Assert.Single(LogSegment.Files(folder));
        await Fill(20, 20_000);
        Assert.Equal(2, LogSegment.Files(folder).Count);
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("1-64", true)]
    [InlineData("12-99999", true)]
    [InlineData("1", false)]
    [InlineData("-1-2", false)]
    [InlineData("1-x", false)]
    [InlineData("", false)]
    public void A_place_reads_what_it_wrote(string text, bool isPlace) => Assert.Equal(isPlace ? text : null, LogPlace.Parse(text)?.ToString());

    private AppendLog Open() => AppendLog.Open(folder, Shortest, TimeProvider.System);

    private LogCheck Check(params IReadOnlyList<LogHead> anchors) => LogCheck.Run(folder, anchors, Cancel);

    private async Task Fill(int entries, int length = 20)
    {
        await using var log = Open();
        for (var number = 0; number < entries; number++) await log.Append(Text($"{number}:{new string('y', length)}"));
    }

    private List<string> Entries() => [.. LogSegment.Files(folder).SelectMany(file => LogSegment.Read(file).Entries).Select(entry => Encoding.UTF8.GetString(entry.Bytes.Span))];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class SetClock : TimeProvider
    {
        public long Timestamp { get; set; } = 1;

        public override long GetTimestamp() => Timestamp;
    }
}
