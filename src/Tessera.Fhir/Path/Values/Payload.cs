using System.Runtime.CompilerServices;

namespace Tessera.Fhir.Path.Values;

/// <summary>Sixteen bytes that hold a number, a date or a place, whichever the kind of the value says: no boxing.</summary>
internal readonly struct Payload(long first, long second)
{
    public long First => first;

    public long Second => second;

    public decimal Decimal => Unsafe.BitCast<Payload, decimal>(this);

    public static Payload Of(decimal value) => Unsafe.BitCast<decimal, Payload>(value);
}
