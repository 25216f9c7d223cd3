namespace Tessera.Fhir.Path.Engine;

/// <summary>A list of values that is used again and again.</summary>
internal sealed class ValueBuffer
{
    private const int LargestKept = 4096;

    [ThreadStatic]
    private static ValueBuffer? results;

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
        array[count] = value;
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

    /// <summary>A buffer for a result that leaves the engine.</summary>
    public static ValueBuffer TakeForResult()
    {
        var buffer = results ?? new ValueBuffer();
        results = buffer.Next;
        buffer.Next = null;
        return buffer;
    }

    public static void GiveBack(ValueBuffer buffer)
    {
        buffer.Clear();
        buffer.Lease++;
        buffer.Next = results is { Depth: < 16 } or null ? results : null;
        buffer.Depth = (buffer.Next?.Depth ?? 0) + 1;
        results = buffer;
    }

    private int Depth { get; set; }

    private FhirPathValue[] Grow()
    {
        Array.Resize(ref values, values.Length * 2);
        return values;
    }
}
