using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Database.AppendLogs;

/// <summary>What one file of a log holds.</summary>
public sealed class LogSegment
{
    private const int MostAttempts = 5;

    private readonly List<LogEntry> entries = [];
    private readonly List<string> findings = [];
    private readonly List<LogHead> frames = [];
    private byte[] chain = [];

    private LogSegment(long number) => Number = number;

    /// <summary>Number of the file.</summary>
    public long Number { get; }

    /// <summary>Its entries, in the order in which they were appended.</summary>
    public IReadOnlyList<LogEntry> Entries => entries;

    /// <summary>Ends of its frames.</summary>
    public IReadOnlyList<LogHead> Frames => frames;

    /// <summary>The hash that the segment before is said to end with.</summary>
    public ReadOnlyMemory<byte> Previous { get; private set; }

    /// <summary>The end of the last frame that can be read.</summary>
    public LogHead Head => new(new LogPlace(Number, End), chain);

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>Whether bytes of a frame that was never finished stand behind the last one, as a power cut or a kill leaves them.</summary>
    public bool HasTornEnd { get; private set; }

    internal int End { get; private set; } = LogFormat.HeaderLength;

    /// <summary>The segments of a folder, oldest first; prepared ones, which hold nothing yet, are left out.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(IsUsed).OrderBy(LogFormat.Number)] : [];

    /// <summary>Reads a file, also while its owner appends to it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LogSegment Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(path, keepEntries: true, out _);
    }

    /// <summary>Reads how far a file goes, without keeping its entries and the ends of its frames.</summary>
    internal static LogSegment ReadEnd(string path) => Read(path, keepEntries: false, out _);

    /// <summary>Copies a file, without what its owner is just writing; the copy is readable by its owner only and on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static void Copy(string path, string target)
    {
        ArgumentNullException.ThrowIfNull(path);
        var segment = Read(path, keepEntries: false, out var bytes);
        if (segment.HasTornEnd) bytes.AsSpan(segment.End).Clear();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var copy = new FileStream(target, options);
        copy.Write(bytes);
        DiskFlush.Require(copy);
    }

    // While the owner writes, a later frame may be seen before an earlier one: what is damaged is the same when it is looked at again.
    private static LogSegment Read(string path, bool keepEntries, out byte[] bytes)
    {
        bytes = Bytes(path, int.MaxValue);
        for (var attempt = 1; ; attempt++)
        {
            var segment = new LogSegment(LogFormat.Number(path) ?? 0);
            segment.Scan(bytes, keepEntries);
            if (segment.Findings.Count == 0 || attempt == MostAttempts) return segment;
            var again = Bytes(path, int.MaxValue);
            if (again.AsSpan().SequenceEqual(bytes)) return segment;
            bytes = again;
        }
    }

    // A damaged beginning does not make a prepared file: it belongs to what has to be looked at.
    private static bool IsUsed(string path) => LogFormat.Number(path) is not null && Bytes(path, LogFormat.HeaderLength).AsSpan().ContainsAnyExcept((byte)0);

    private static byte[] Bytes(string path, int most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[Math.Min(file.Length, most)];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    private void Scan(ReadOnlyMemory<byte> bytes, bool keepEntries)
    {
        if (!LogFormat.IsHeader(bytes.Span, Number))
        {
            findings.Add("its beginning is damaged");
            return;
        }

        Previous = LogFormat.Previous(bytes.Span).ToArray();
        chain = LogFormat.ChainOf(bytes.Span);
        var expected = chain;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var at = LogFormat.HeaderLength; LogFormat.FrameLength(bytes.Span, at) is { } length; at += length)
        {
            var stored = bytes.Slice(at + length - LogFormat.HashLength, LogFormat.HashLength);
            var hash = LogFormat.Chain(sum, expected, bytes.Span.Slice(at, length - LogFormat.HashLength));
            if (stored.Span.SequenceEqual(hash))
            {
                (End, chain) = (at + length, hash);
                if (keepEntries) Keep(bytes, at, length);
            }
            else if (IsLast(bytes.Span, at + length)) break;
            else findings.Add($"the entries at byte {at} are not those that were written");
            // Later frames rest on the hash that stands there: what is damaged does not hide them.
            expected = stored.ToArray();
        }

        var behind = bytes[End..].Span;
        if (!behind.ContainsAnyExcept((byte)0)) return;
        HasTornEnd = LogFormat.FrameLength(bytes.Span, End) is { } torn ? IsLast(bytes.Span, End + torn) : false;
        if (!HasTornEnd && findings.Count == 0) findings.Add($"what stands behind byte {End} cannot be read");
    }

    private void Keep(ReadOnlyMemory<byte> bytes, int at, int length)
    {
        var end = at + length - LogFormat.HashLength;
        for (var entry = at + LogFormat.LengthOfLength; entry + LogFormat.LengthOfEntryLength <= end;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[entry..]);
            if (entry + LogFormat.LengthOfEntryLength + size > end) break;
            entries.Add(new LogEntry(new LogPlace(Number, entry), bytes.Slice(entry + LogFormat.LengthOfEntryLength, size)));
            entry += LogFormat.LengthOfEntryLength + size;
        }

        frames.Add(Head);
    }

    private static bool IsLast(ReadOnlySpan<byte> bytes, int end) => !bytes[end..].ContainsAnyExcept((byte)0);
}
