using System.Buffers.Binary;

namespace Tessera.Database;

/// <summary>Looks at the write-ahead log of a database that no process has open. The engine reads a log up to the first frame whose checksum
/// is wrong and takes that for its end, which is right after a power cut and silently loses commits when the log was damaged.
/// See https://sqlite.org/fileformat2.html#the_write_ahead_log</summary>
internal static class WriteAheadLog
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const uint Magic = 0x377f0682;
    private const int LargestPage = 65536;

    /// <summary>Number of commits that the log holds behind its first unreadable frame, that frame's own among them. Frames are written one
    /// after the other and each commit is flushed before the next begins: a killed process leaves none and a power cut one at most.</summary>
    /// <param name="path">The file of the log.</param>
    public static int CommitsBehindDamage(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length < HeaderLength + FrameHeaderLength) return 0;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        var header = new byte[HeaderLength];
        stream.ReadExactly(header);
        var pageSize = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        var bigEndian = (header[3] & 1) != 0;
        var sum = Checksum(header.AsSpan(0, 24), default, bigEndian);
        var salts = header.AsSpan(16, 8).ToArray();
        var isWhole = (BinaryPrimitives.ReadUInt32BigEndian(header) & ~1u) == Magic && sum == Stored(header.AsSpan(24)) && pageSize is > 0 and <= LargestPage;
        return isWhole ? Scan(stream, pageSize, salts, sum, bigEndian) : BehindHeader(stream, salts);
    }

    // A header that was being renewed when the power went has two salts that no frame has.
    private static int BehindHeader(FileStream stream, byte[] salts)
    {
        var frame = new byte[FrameHeaderLength];
        stream.ReadExactly(frame);
        return frame.AsSpan(8, 4).SequenceEqual(salts.AsSpan(0, 4)) || frame.AsSpan(12, 4).SequenceEqual(salts.AsSpan(4, 4)) ? int.MaxValue : 0;
    }

    private static int Scan(FileStream stream, int pageSize, byte[] salts, (uint, uint) sum, bool bigEndian)
    {
        var frame = new byte[FrameHeaderLength + pageSize];
        var isReadable = true;
        var commits = 0;
        while (stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            var isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(salts);
            if (isReadable)
            {
                sum = Checksum(frame.AsSpan(FrameHeaderLength), Checksum(frame.AsSpan(0, 8), sum, bigEndian), bigEndian);
                isReadable = isOfThisLog && sum == Stored(frame.AsSpan(16));
            }

            if (!isReadable && isOfThisLog && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0) commits++;
        }

        return commits;
    }

    private static (uint, uint) Checksum(ReadOnlySpan<byte> bytes, (uint, uint) start, bool bigEndian)
    {
        var (first, second) = start;
        for (var at = 0; at < bytes.Length; at += 8)
        {
            first += Word(bytes[at..], bigEndian) + second;
            second += Word(bytes[(at + 4)..], bigEndian) + first;
        }

        return (first, second);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static (uint, uint) Stored(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
}
