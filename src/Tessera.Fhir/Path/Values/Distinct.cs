using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Values;

/// <summary>Finding equal values: by looking at all while they are few, by a hash when they are many.</summary>
internal ref struct Distinct
{
    private const int Few = 24;
    private readonly Evaluation evaluation;
    private readonly ValueBuffer values;
    private int[] buckets;
    private int[] next;
    private int indexed;

    public Distinct(Evaluation evaluation, ValueBuffer values)
    {
        this.evaluation = evaluation;
        this.values = values;
        (buckets, next, indexed) = ([], [], 0);
    }

    /// <summary>Whether the buffer holds an equal value.</summary>
    public bool Contains(in FhirPathValue value)
    {
        if (values.Count <= Few) return ContainsAmong(value);
        if (values.Count > buckets.Length) Grow();
        for (; indexed < values.Count; indexed++)
        {
            ref var first = ref buckets[Hash(values[indexed]) & (buckets.Length - 1)];
            next[indexed] = first;
            first = indexed + 1;
        }
        for (var place = buckets[Hash(value) & (buckets.Length - 1)]; place > 0; place = next[place - 1])
            if (!evaluation.Spend(1) || Comparison.Equal(value, values[place - 1]) == Truth.True) return true;
        return false;
    }

    // Places are kept from 1, so that cleared buckets are empty.
    private void Grow()
    {
        var size = 64;
        while (size < values.Count * 2) size *= 2;
        (buckets, next, indexed) = (new int[size], new int[size], 0);
    }

    /// <summary>Adds the value unless an equal one is there; whether it was added.</summary>
    public bool Add(in FhirPathValue value)
    {
        if (Contains(value)) return false;
        values.Add(value);
        return values.Count < evaluation.MaxValues || evaluation.Refuse(evaluation.MaxValues);
    }

    private readonly bool ContainsAmong(in FhirPathValue value)
    {
        foreach (ref readonly var other in values.Values)
            if (Comparison.Equal(value, other) == Truth.True) return true;
        return false;
    }

    // Equal values have equal hashes.
    private static int Hash(in FhirPathValue value)
    {
        if (!SystemValues.TryUnwrap(value, out var system)) return value.Kind == FhirPathValueKind.Element && value.Index >= 0 ? Hash(value.Node) : 0;
        if (SystemValues.TryNumber(system, out var number)) return Spread(number.GetHashCode());
        return system.Kind switch
        {
            FhirPathValueKind.String => Hash(SystemValues.Text(system)),
            FhirPathValueKind.Quantity => Quantities.Hash(system),
            // Moments are equal only when they are given equally far and both or neither have a zone.
            FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time => Spread((system.Temporal.ComparableTicks / TimeSpan.TicksPerMillisecond).GetHashCode()),
            _ => (int)system.Kind,
        };
    }

    private static int Hash(FhirNode node)
    {
        switch (node.Kind)
        {
            case JsonKind.String:
                return Hash(node.Utf8);
            case JsonKind.Number:
                return SystemValues.TryDecimal(node.Utf8, out var number) ? number.GetHashCode() : 1;
            case JsonKind.Object or JsonKind.Array:
                var sum = (int)node.Kind;
                foreach (var child in node.Children) sum += (child.NameId + 7) * 31 ^ Hash(child);
                return sum;
            default:
                return (int)node.Kind;
        }
    }

    // Numbers that follow each other must not share their low bits.
    private static int Spread(int hash) => (int)(((uint)hash * 0x9E3779B1) >> 7);

    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}
