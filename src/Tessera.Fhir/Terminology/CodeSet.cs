namespace Tessera.Fhir.Terminology;

/// <summary>A set of concepts of one code system, one bit each.</summary>
internal sealed class CodeSet(int count)
{
    private readonly ulong[] bits = new ulong[(count + 63) >> 6];

    public int Capacity => count;

    public bool Contains(int index) => (bits[index >> 6] & (1UL << index)) != 0;

    /// <returns>Whether it was not there.</returns>
    public bool Add(int index)
    {
        var known = Contains(index);
        bits[index >> 6] |= 1UL << index;
        return !known;
    }

    public void Remove(int index) => bits[index >> 6] &= ~(1UL << index);

    public void IntersectWith(CodeSet other)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] &= other.bits[i];
    }
}
