using System.Runtime.InteropServices;

namespace Tessera.Fhir.Path.Values;

/// <summary>Sixteen bytes that hold a number, a date or a place, whichever the kind of the value says: no boxing.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal readonly struct Payload
{
    [FieldOffset(0)] public readonly decimal Decimal;
    [FieldOffset(0)] public readonly long First;
    [FieldOffset(8)] public readonly long Second;

    public Payload(decimal value)
    {
        (First, Second) = (0, 0);
        Decimal = value;
    }

    public Payload(long first, long second)
    {
        Decimal = 0;
        (First, Second) = (first, second);
    }
}
