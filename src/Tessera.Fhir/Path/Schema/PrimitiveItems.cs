using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Schema;

/// <summary>Walks over a list of primitives and over that of their companions at the same time: <c>given</c> and <c>_given</c>
/// (https://hl7.org/fhir/R4/json.html#primitive).</summary>
internal ref struct PrimitiveItems
{
    private readonly TapeEntry[] tape;
    private readonly int end;
    private readonly int companionEnd;
    private int nextItem;
    private int nextCompanion;

    public PrimitiveItems(FhirDocument document, int parent, int array)
    {
        tape = document.Tape;
        (nextItem, end) = (array + 1, tape[array].Next);
        var companions = tape[array].Name >= 0 ? Elements.Find(document, parent, NameTable.Companion(tape[array].Name)) : 0;
        if (companions > 0 && tape[companions].Kind == JsonKind.Array) (nextCompanion, companionEnd) = (companions + 1, tape[companions].Next);
    }

    /// <summary>The value, or -1 when only the companion is there.</summary>
    public int Index { get; private set; }

    /// <summary>The companion, or 0.</summary>
    public int Companion { get; private set; }

    public bool MoveNext()
    {
        while (nextItem < end || nextCompanion < companionEnd)
        {
            (Index, Companion) = (-1, 0);
            if (nextItem < end)
            {
                if (tape[nextItem].Kind != JsonKind.Null) Index = nextItem;
                nextItem = tape[nextItem].Escaped ? nextItem + 1 : tape[nextItem].Next;
            }
            if (nextCompanion < companionEnd)
            {
                if (tape[nextCompanion].Kind == JsonKind.Object) Companion = nextCompanion;
                nextCompanion = tape[nextCompanion].Escaped ? nextCompanion + 1 : tape[nextCompanion].Next;
            }
            if (Index >= 0 || Companion > 0) return true;
        }
        return false;
    }
}
