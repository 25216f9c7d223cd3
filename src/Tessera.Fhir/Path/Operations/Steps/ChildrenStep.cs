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
        return holder < 0 || PushAll(evaluation, value.Document, holder, value.ElementType!, ref sink);
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
        var property = type.Property(name);
        if (NameTable.IsCompanion(name))
        {
            // A companion alone is an element; beside its primitive it is part of it.
            if (Elements.Find(document, parent, name - 1) > 0) return true;
            foreach (var item in new FhirNode(document, child).Items)
                if (item.Kind == JsonKind.Object && !PushOne(evaluation, new FhirPathValue(document, property?.Type ?? evaluation.Schema.Unknown, -1, item.Index), ref sink)) return false;
            return true;
        }
        var elementType = property?.Type ?? evaluation.Schema.Unknown;
        if (tape[child].Kind == JsonKind.Array) return PushItems(evaluation, document, parent, child, elementType, ref sink);
        return tape[child].Kind == JsonKind.Null || PushOne(evaluation, Value(evaluation, document, child, elementType, ~parent), ref sink);
    }

    private bool PushItems(Evaluation evaluation, FhirDocument document, int parent, int array, PathType type, ref Sink sink)
    {
        var tape = document.Tape;
        var companions = type.IsPrimitive && tape[array].Name >= 0 ? Elements.Find(document, parent, NameTable.Companion(tape[array].Name)) : 0;
        var companion = companions > 0 && tape[companions].Kind == JsonKind.Array ? companions + 1 : 0;
        var lastCompanion = companion > 0 ? tape[companions].Next : 0;
        var end = tape[array].Next;
        for (var item = array + 1; item < end || companion < lastCompanion;)
        {
            var own = companion < lastCompanion && tape[companion].Kind == JsonKind.Object ? companion : 0;
            var index = item < end && tape[item].Kind != JsonKind.Null ? item : -1;
            if (index >= 0 || own > 0)
            {
                var value = index < 0 ? new FhirPathValue(document, type, -1, own) : Value(evaluation, document, index, type, own);
                if (!PushOne(evaluation, value, ref sink)) return false;
            }
            if (item < end) item = tape[item].Escaped ? item + 1 : tape[item].Next;
            if (companion < lastCompanion) companion = tape[companion].Escaped ? companion + 1 : tape[companion].Next;
        }
        return true;
    }

    private static FhirPathValue Value(Evaluation evaluation, FhirDocument document, int index, PathType type, int companion)
    {
        if (document.Tape[index].Kind != JsonKind.Object) return new FhirPathValue(document, type, index, companion);
        if (type is { IsResource: true, IsOpen: true }) type = evaluation.Schema.ResourceType(new FhirNode(document, index));
        return new FhirPathValue(document, type, index, 0);
    }

    private bool PushOne(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (!evaluation.Spend(1) || !Forward(evaluation, value, ref sink)) return false;
        return !deep || Push(evaluation, value, ref sink);
    }
}
