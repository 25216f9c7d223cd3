using System.Buffers.Binary;
using System.Text;

namespace Tessera.Centre.Audit;

/// <summary>Entries as bytes: version, time, action, status, three short texts, keys.</summary>
internal static class AuditCoding
{
    private const byte Version = 1;
    private const int LongestText = byte.MaxValue;
    private const int FixedLength = 1 + sizeof(long) + 1 + sizeof(ushort) + sizeof(ushort);

    /// <summary>The most bytes that an entry about so many patients can have.</summary>
    public static int MostBytes(int subjects) => FixedLength + (3 * (1 + LongestText)) + (subjects * sizeof(ulong));

    /// <summary>Writes an entry and returns its length.</summary>
    public static int Write(AuditEntry entry, Span<byte> bytes)
    {
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], entry.Time.ToUnixTimeMilliseconds());
        bytes[9] = (byte)entry.Action;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], (ushort)entry.Status);
        var at = 12;
        foreach (var text in (ReadOnlySpan<string>)[entry.Who, entry.Interaction, entry.Type])
        {
            // A text that is too long is cut between two characters.
            Encoding.UTF8.GetEncoder().Convert(text, bytes.Slice(at + 1, LongestText), flush: true, out _, out var length, out _);
            bytes[at] = (byte)length;
            at += 1 + length;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], (ushort)entry.Subjects.Count);
        at += sizeof(ushort);
        foreach (var subject in entry.Subjects)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], subject);
            at += sizeof(ulong);
        }

        return at;
    }

    /// <summary>Reads an entry; null when a newer program wrote it.</summary>
    public static AuditEntry? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength || bytes[0] != Version) return null;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]));
        var (action, status) = ((AuditAction)bytes[9], BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]));
        var rest = bytes[12..];
        var (who, interaction, type) = (Text(ref rest), Text(ref rest), Text(ref rest));
        var subjects = new ulong[BinaryPrimitives.ReadUInt16LittleEndian(rest)];
        for (var i = 0; i < subjects.Length; i++) subjects[i] = BinaryPrimitives.ReadUInt64LittleEndian(rest[(sizeof(ushort) + (i * sizeof(ulong)))..]);
        return new AuditEntry(time, who, action, interaction, type, status, subjects);
    }

    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        var text = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
        rest = rest[(1 + rest[0])..];
        return text;
    }
}
