using System.Buffers.Binary;
using System.Numerics;

namespace Tessera.Fhir.Terminology;

/// <summary>Hash of a code, the same on every machine because it is stored in layers. Letters hash alike in both cases, so that one
/// table serves code systems with and without case.</summary>
internal static class CodeHash
{
    private const ulong Fold = 0x2020_2020_2020_2020;
    private const ulong Mix = 0x9E37_79B9_7F4A_7C15;

    public static uint Of(ReadOnlySpan<byte> code)
    {
        var hash = (ulong)code.Length * Mix;
        if (code.Length < 8) return Finish(Step(hash, Short(code)));
        for (var rest = code; rest.Length > 8; rest = rest[8..]) hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        return Finish(Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(code[^8..])));
    }

    private static ulong Short(ReadOnlySpan<byte> code)
    {
        if (code.Length >= 4)
            return BinaryPrimitives.ReadUInt32LittleEndian(code) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(code[^4..]) << 32);
        ulong word = 0;
        foreach (var letter in code) word = (word << 8) | letter;
        return word;
    }

    private static ulong Step(ulong hash, ulong word) => (BitOperations.RotateLeft(hash, 23) ^ (word | Fold)) * Mix;

    private static uint Finish(ulong hash) => (uint)(hash >> 32);
}
