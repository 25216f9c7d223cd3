using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>children()</c> and <c>descendants()</c>.</summary>
internal sealed class ChildrenStep(bool deep) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (value.Kind != FhirPathValueKind.Element) return true;
        var holder = Elements.Holder(value);
        if (holder < 0) return true;
        if (Next is null && sink.OnlyCounts)
        {
            var count = Count(evaluation, value.Document, holder);
            return evaluation.Spend(count) && sink.AcceptMany(count);
        }
        return PushAll(evaluation, value.Document, holder, value.ElementType!, ref sink);
    }

    /// <summary>How many there are when only that matters: a run over the tape without types; bench: descendants().count().</summary>
    private int Count(Evaluation evaluation, FhirDocument document, int parent)
    {
        var tape = document.Tape;
        var count = 0;
        var end = tape[parent].Next;
        var resourceType = evaluation.Schema.ResourceTypeId;
        for (var child = parent + 1; child < end;)
        {
            ref readonly var entry = ref tape[child];
            if (entry.Name >= 0 && (entry.Name & 1) == 1) count += CountCompanion(evaluation, document, parent, child);
            else if (entry.Kind == JsonKind.Array) count += CountItems(evaluation, document, child);
            else if (entry.Kind != JsonKind.Null && entry.Name != resourceType) count += entry.Kind == JsonKind.Object && deep ? 1 + Count(evaluation, document, child) : 1;
            child = entry.Escaped ? child + 1 : entry.Next;
        }
        return count;
    }

    private int CountItems(Evaluation evaluation, FhirDocument document, int array)
    {
        var tape = document.Tape;
        var count = 0;
        var end = tape[array].Next;
        for (var item = array + 1; item < end;)
        {
            ref readonly var entry = ref tape[item];
            if (entry.Kind != JsonKind.Null) count += entry.Kind == JsonKind.Object && deep ? 1 + Count(evaluation, document, item) : 1;
            item = entry.Escaped ? item + 1 : entry.Next;
        }
        return count;
    }

    // Beside its primitive a companion is no element of its own, but what lies in it counts; for a missing primitive it stands alone.
    private int CountCompanion(Evaluation evaluation, FhirDocument document, int parent, int companion)
    {
        var tape = document.Tape;
        var primitive = Elements.Find(document, parent, tape[companion].Name - 1);
        if (tape[companion].Kind != JsonKind.Array)
            return tape[companion].Kind != JsonKind.Object ? 0 : (primitive > 0 ? 0 : 1) + (deep ? Count(evaluation, document, companion) : 0);
        if (primitive == 0) return CountItems(evaluation, document, companion);
        var count = 0;
        var items = new PrimitiveItems(document, parent, primitive);
        while (items.MoveNext())
            if (items.Companion > 0) count += (items.Index < 0 ? 1 : 0) + (deep ? Count(evaluation, document, items.Companion) : 0);
        return count;
    }

    private bool PushAll(Evaluation evaluation, FhirDocument document, int parent, PathType type, ref Sink sink)
    {
        var tape = document.Tape;
        var end = tape[parent].Next;
        for (var child = parent + 1; child < end;)
        {
            ref readonly var entry = ref tape[child];
            if (!PushProperty(evaluation, document, parent, child, type, ref sink)) return false;
            child = entry.Escaped ? child + 1 : entry.Next;
        }
        return true;
    }

    private bool PushProperty(Evaluation evaluation, FhirDocument document, int parent, int child, PathType type, ref Sink sink)
    {
        var tape = document.Tape;
        var name = tape[child].Name;
        if (name == evaluation.Schema.ResourceTypeId) return true;
        var elementType = type.Property(name)?.Type ?? evaluation.Schema.Unknown;
        if (NameTable.IsCompanion(name)) return PushCompanion(evaluation, document, parent, child, elementType, ref sink);
        return tape[child].Kind switch
        {
            JsonKind.Null => true,
            JsonKind.Array => PushItems(evaluation, document, parent, child, elementType, ref sink),
            _ => PushOne(evaluation, Value(evaluation, document, child, elementType, ~parent), ref sink),
        };
    }

    // A companion alone is an element; beside its primitive it is part of it.
    private bool PushCompanion(Evaluation evaluation, FhirDocument document, int parent, int child, PathType type, ref Sink sink)
    {
        if (Elements.Find(document, parent, document.Tape[child].Name - 1) > 0) return true;
        foreach (var item in new FhirNode(document, child).Items)
            if (item.Kind == JsonKind.Object && !PushOne(evaluation, new FhirPathValue(document, type, -1, item.Index), ref sink)) return false;
        return true;
    }

    private bool PushItems(Evaluation evaluation, FhirDocument document, int parent, int array, PathType type, ref Sink sink)
    {
        var items = new PrimitiveItems(document, parent, array);
        while (items.MoveNext())
        {
            var value = items.Index < 0 ? new FhirPathValue(document, type, -1, items.Companion) : Value(evaluation, document, items.Index, type, items.Companion);
            if (!PushOne(evaluation, value, ref sink)) return false;
        }
        return true;
    }

    private static FhirPathValue Value(Evaluation evaluation, FhirDocument document, int index, PathType type, int companion)
    {
        if (document.Tape[index].Kind != JsonKind.Object) return new FhirPathValue(document, type, index, companion);
        if (type.IsAnyResource) type = evaluation.Schema.ResourceType(new FhirNode(document, index));
        return new FhirPathValue(document, type, index, 0);
    }

    private bool PushOne(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (!evaluation.Spend(1) || !Forward(evaluation, value, ref sink)) return false;
        return !deep || Push(evaluation, value, ref sink);
    }
}
