namespace Tessera.Fhir.Path.Engine;

/// <summary>A list of values that is used again and again.</summary>
internal sealed class ValueBuffer
{
    private const int LargestKept = 4096;

    private FhirPathValue[] values = new FhirPathValue[8];

    public int Count { get; private set; }

    /// <summary>Counts how often the buffer was given back, so that a result kept too long is noticed instead of showing other values.</summary>
    public int Lease { get; private set; }

    /// <summary>The next in a stack of unused buffers.</summary>
    public ValueBuffer? Next { get; set; }

    public ReadOnlySpan<FhirPathValue> Values => values.AsSpan(0, Count);

    public ref readonly FhirPathValue this[int index] => ref values[index];

    public void Add(in FhirPathValue value)
    {
        var array = values;
        var count = Count;
        if ((uint)count >= (uint)array.Length) array = Grow();
        array[count] = new FhirPathValue(value);
        Count = count + 1;
    }

    public void AddRange(ValueBuffer other)
    {
        foreach (ref readonly var value in other.Values) Add(value);
    }

    public void Clear()
    {
        if (values.Length > LargestKept) values = new FhirPathValue[8];
        else values.AsSpan(0, Count).Clear(); // no document is kept alive by a pool
        Count = 0;
    }

    public Span<FhirPathValue> Writable => values.AsSpan(0, Count);

    public void RemoveFrom(int count)
    {
        values.AsSpan(count, Count - count).Clear();
        Count = count;
    }

    /// <summary>Where the list of a result goes back to.</summary>
    public Evaluation? Owner { get; init; }

    public void GiveBack() => Owner?.TakeBack(this);

    public void ClearForNext()
    {
        Clear();
        Lease++;
    }

    private FhirPathValue[] Grow()
    {
        Array.Resize(ref values, values.Length * 2);
        return values;
    }
}
