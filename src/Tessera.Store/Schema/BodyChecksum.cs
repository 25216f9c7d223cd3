using System.Numerics;
using System.Runtime.InteropServices;
using Tessera.Database;

namespace Tessera.Store.Schema;

/// <summary>Tells on every read whether a body is the one that was written: SQLite's pages have no checksum of their own, and a disk may give other bytes back
/// than it got. CRC-32C (RFC 3720, appendix B.4), begun with the resource's number and version, so that a body in another row's place is noticed too.</summary>
internal static class BodyChecksum
{
    /// <summary>The checksum to keep beside a body.</summary>
    public static long Of(ReadOnlySpan<byte> body, long rid, long version)
    {
        var sum = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)rid), (ulong)version);
        var words = MemoryMarshal.Cast<byte, ulong>(body);
        foreach (var word in words) sum = BitOperations.Crc32C(sum, word);
        foreach (var rest in body[(words.Length * sizeof(ulong))..]) sum = BitOperations.Crc32C(sum, rest);
        return ~sum;
    }

    /// <summary>The body in a column, checked against the column after it.</summary>
    /// <exception cref="DatabaseException">It is not what was written (<see cref="DatabaseException.IsDamage"/>).</exception>
    public static byte[] Read(Statement row, int column, long rid, long version)
    {
        var body = row.Bytes(column);
        // Versions that a program before this step wrote have none.
        if (row.LongOrNull(column + 1) is { } sum && sum != Of(body, rid, version))
            throw DatabaseException.Damaged($"the content of version {version} of the resource with number {rid} is not what was written");
        return body;
    }
}
