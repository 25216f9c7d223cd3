namespace Tessera.Fhir.Path.Engine;

/// <summary>Where the values of an operation go: into a list, or only counted, looked for or kept when they are the first.</summary>
internal struct Sink
{
    private readonly ValueBuffer? list;
    private readonly Mode mode;

    /// <summary>Values seen.</summary>
    public int Count;

    /// <summary>The first value seen, for <see cref="First"/> and <see cref="One"/>.</summary>
    public FhirPathValue Value;

    private Sink(Mode mode, ValueBuffer? list)
    {
        (this.mode, this.list) = (mode, list);
        (Count, Value) = (0, default);
    }

    private enum Mode : byte
    {
        Collect,
        Any,
        Tally,
        First,
        One,
    }

    public static Sink Collect(ValueBuffer list) => new(Mode.Collect, list);

    /// <summary>Stops at the first value.</summary>
    public static Sink Any => new(Mode.Any, null);

    /// <summary>Counts.</summary>
    public static Sink Tally => new(Mode.Tally, null);

    /// <summary>Keeps the first value and stops.</summary>
    public static Sink First => new(Mode.First, null);

    /// <summary>Keeps the first value and stops at the second.</summary>
    public static Sink One => new(Mode.One, null);

    /// <summary>Whether only the number of values matters, so that nobody need look at what they are.</summary>
    public readonly bool OnlyCounts => mode is Mode.Tally or Mode.Any;

    /// <summary>Takes a number of values that nobody will look at.</summary>
    public bool AcceptMany(int count)
    {
        Count += count;
        return mode == Mode.Tally || count == 0;
    }

    /// <summary>Takes a value; false when no more is wanted.</summary>
    public bool Accept(Evaluation evaluation, in FhirPathValue value)
    {
        Count++;
        switch (mode)
        {
            case Mode.Collect:
                list!.Add(value);
                return list.Count < evaluation.MaxValues || evaluation.Refuse(evaluation.MaxValues);
            case Mode.Any:
                return false;
            case Mode.Tally:
                return true;
            case Mode.First:
                Value = new FhirPathValue(value);
                return false;
            default:
                if (Count > 1) return false;
                Value = new FhirPathValue(value);
                return true;
        }
    }
}
