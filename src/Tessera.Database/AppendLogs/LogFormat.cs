using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Tessera.Database.AppendLogs;

/// <summary>How the files of a log are laid out. A segment is a file of fixed length: a header, then frames, then zeros that frames will take the
/// place of. A frame is what one flush made durable: the length of its entries, twice, the second time with all bits turned, so that a damaged one is not
/// believed; the entries, each behind its own length; and the hash over the hash before and all of these. So whoever changes, removes or inserts an entry has to write anew everything after it.</summary>
internal static class LogFormat
{
    public const int HeaderLength = 64;
    public const int HashLength = SHA256.HashSizeInBytes;
    public const int LengthOfLength = 2 * sizeof(int);
    public const int LengthOfEntryLength = sizeof(ushort);
    public const int FrameOverhead = LengthOfLength + HashLength;

    private const string Ending = ".log";
    private const int NumberAt = 8;
    private const int PreviousAt = 32;

    private static ReadOnlySpan<byte> Magic => "TESSLOG1"u8;

    public static string Name(long number) => number.ToString("D8", CultureInfo.InvariantCulture) + Ending;

    /// <summary>The number in the name of a file, or null when it is no segment.</summary>
    public static long? Number(string path) =>
        Path.GetExtension(path) == Ending && long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static byte[] Header(long number, ReadOnlySpan<byte> previous)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(NumberAt), number);
        previous.CopyTo(header.AsSpan(PreviousAt));
        return header;
    }

    /// <summary>Whether a file begins as a segment that entries were written to; a prepared one is all zeros.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> header, long number) =>
        header.Length >= HeaderLength && header[..Magic.Length].SequenceEqual(Magic) && BinaryPrimitives.ReadInt64LittleEndian(header[NumberAt..]) == number;

    /// <summary>The hash that the segment before ended with.</summary>
    public static ReadOnlySpan<byte> Previous(ReadOnlySpan<byte> header) => header.Slice(PreviousAt, HashLength);

    /// <summary>The hash that the first frame of a segment goes on from.</summary>
    public static byte[] ChainOf(ReadOnlySpan<byte> header) => SHA256.HashData(header[..HeaderLength]);

    public static void WriteLength(Span<byte> frame, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteInt32LittleEndian(frame[sizeof(int)..], ~length);
    }

    /// <summary>Length of the frame that begins here, or null when none does.</summary>
    public static int? FrameLength(ReadOnlySpan<byte> bytes, int at)
    {
        if (at + FrameOverhead > bytes.Length) return null;
        var content = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        var isLength = content > 0 && content == ~BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + sizeof(int))..]);
        return isLength && content <= bytes.Length - at - FrameOverhead ? content + FrameOverhead : null;
    }

    /// <summary>The hash of a frame.</summary>
    /// <param name="sum">Works it out; SHA-256, and empty before and after.</param>
    /// <param name="before">The hash before it.</param>
    /// <param name="content">Its lengths and entries.</param>
    public static byte[] Chain(IncrementalHash sum, ReadOnlySpan<byte> before, ReadOnlySpan<byte> content)
    {
        sum.AppendData(before);
        sum.AppendData(content);
        return sum.GetHashAndReset();
    }
}
