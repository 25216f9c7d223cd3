using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Values;

/// <summary>Finding equal values: by looking at all while they are few, by a hash when they are many.</summary>
internal ref struct Distinct
{
    private const int Few = 24;
    private readonly Evaluation evaluation;
    private readonly ValueBuffer values;
    private Dictionary<int, List<int>>? places;
    private int indexed;

    public Distinct(Evaluation evaluation, ValueBuffer values)
    {
        (this.evaluation, this.values) = (evaluation, values);
        places = null;
        indexed = 0;
    }

    /// <summary>Whether the buffer holds an equal value.</summary>
    public bool Contains(in FhirPathValue value)
    {
        if (values.Count <= Few) return ContainsAmong(value);
        places ??= [];
        for (; indexed < values.Count; indexed++)
        {
            var key = Hash(values[indexed]);
            if (!places.TryGetValue(key, out var own)) places.Add(key, own = new(1));
            own.Add(indexed);
        }
        if (!places.TryGetValue(Hash(value), out var same)) return false;
        foreach (var place in same)
            if (!evaluation.Spend(1) || Comparison.Equal(value, values[place]) == Truth.True) return true;
        return false;
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

    // Equal values have equal hashes. Dates with zones are equal across days, so that they all share one.
    private static int Hash(in FhirPathValue value)
    {
        if (!SystemValues.TryUnwrap(value, out var system)) return value.Kind == FhirPathValueKind.Element && value.Index >= 0 ? Hash(value.Node) : 0;
        if (SystemValues.TryNumber(system, out var number)) return number.GetHashCode();
        if (system.Kind != FhirPathValueKind.String) return (int)system.Kind is var kind && system.Kind == FhirPathValueKind.Quantity ? 0 : kind;
        return Hash(SystemValues.Text(system));
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

    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}
