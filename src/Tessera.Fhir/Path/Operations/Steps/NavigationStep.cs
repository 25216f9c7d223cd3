using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary>Goes to an element by name. What the name means for the type at hand is looked up once and kept as long as values of the same
/// type come along; bench: code.coding.where(system='…').code.</summary>
internal sealed class NavigationStep(string name, NavigationTarget? expected) : Step
{
    private NavigationTarget? target = expected;

    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (value.Kind != FhirPathValueKind.Element) return PushMember(evaluation, value, ref sink);
        var to = TargetFor(value.ElementType!);
        var document = value.Document;
        var parent = value.Index;
        if (parent < 0 || document.Tape[parent].Kind != JsonKind.Object)
        {
            parent = PrimitiveHolder(value);
            if (parent == 0) return true;
        }
        if (to.NameId < 0) return PushOther(evaluation, document, parent, to, ref sink);
        var companion = 0;
        var child = Find(document.Tape, parent, to.NameId, ref companion);
        if (child > 0) return PushFound(evaluation, document, parent, child, to.OnlyType, ref sink);
        return companion == 0 || PushCompanions(evaluation, document, companion, to.OnlyType, ref sink);
    }

    /// <summary>Where the one text that a plain path such as <c>system</c> leads to stands: its node, 0 for none, -1 when it takes more to tell.</summary>
    public int FindText(in FhirPathValue value) =>
        value.Kind == FhirPathValueKind.Element && value.Index >= 0 ? FindText(value.Document, value.Index, value.ElementType!) : -1;

    /// <summary>The same for a place of a document.</summary>
    public int FindText(FhirDocument document, int parent, PathType type)
    {
        var to = TargetFor(type);
        var tape = document.Tape;
        if (to.NameId < 0 || tape[parent].Kind != JsonKind.Object || to.OnlyType.System != FhirPathValueKind.String) return -1;
        var companion = 0;
        var child = Find(tape, parent, to.NameId, ref companion);
        if (child == 0) return companion == 0 ? 0 : -1;
        return tape[child].Kind == JsonKind.String ? child : -1;
    }

    /// <summary>Whether anything is there, without looking at what it is.</summary>
    public bool Any(in FhirPathValue value, out bool known)
    {
        known = false;
        if (value.Kind != FhirPathValueKind.Element || value.Index < 0) return false;
        var to = TargetFor(value.ElementType!);
        var tape = value.Document.Tape;
        if (to.NameId < 0 || tape[value.Index].Kind != JsonKind.Object) return false;
        var companion = 0;
        var child = Find(tape, value.Index, to.NameId, ref companion);
        known = child > 0 ? tape[child].Kind is not (JsonKind.Array or JsonKind.Null) : companion == 0;
        return child > 0;
    }

    private NavigationTarget TargetFor(PathType type)
    {
        var to = target;
        if (to is null || !ReferenceEquals(to.Owner, type)) target = to = type.Target(name);
        return to;
    }

    private static int Find(TapeEntry[] tape, int parent, int wanted, ref int companion)
    {
        var end = tape[parent].Next;
        for (var child = parent + 1; child < end;)
        {
            ref readonly var entry = ref tape[child];
            if (entry.Name == wanted) return child;
            if (entry.Name == wanted + 1) companion = child;
            child = entry.Escaped ? child + 1 : entry.Next;
        }
        return 0;
    }

    // A primitive's id and extensions lie in its companion.
    private static int PrimitiveHolder(in FhirPathValue value)
    {
        if (!value.ElementType!.IsPrimitive && value.ElementType.Definition is not null) return 0;
        var companion = Elements.Companion(value);
        return companion > 0 && value.Document.Tape[companion].Kind == JsonKind.Object ? companion : 0;
    }

    private bool PushOther(Evaluation evaluation, FhirDocument document, int parent, NavigationTarget to, ref Sink sink)
    {
        if (to.IsByText) return PushByText(evaluation, document, parent, to, ref sink);
        return to.Options.Length == 0 || PushChoice(evaluation, document, parent, to, ref sink);
    }

    private bool PushChoice(Evaluation evaluation, FhirDocument document, int parent, NavigationTarget to, ref Sink sink)
    {
        var tape = document.Tape;
        var companion = 0;
        PathProperty? companionOption = null;
        var end = tape[parent].Next;
        for (var child = parent + 1; child < end;)
        {
            ref readonly var entry = ref tape[child];
            if (entry.Name >= 0 && to.Option(entry.Name) is { } option)
            {
                if (!NameTable.IsCompanion(entry.Name)) return PushFound(evaluation, document, parent, child, option.Type, ref sink);
                (companion, companionOption) = (child, option);
            }
            child = entry.Escaped ? child + 1 : entry.Next;
        }
        return companion == 0 || PushCompanions(evaluation, document, companion, companionOption!.Type, ref sink);
    }

    // Names outside the vocabulary: only in values of unknown types.
    private bool PushByText(Evaluation evaluation, FhirDocument document, int parent, NavigationTarget to, ref Sink sink)
    {
        foreach (var child in new FhirNode(document, parent).Children)
            if (child.NameId == NameTable.Unknown && child.Name == name)
                return PushFound(evaluation, document, parent, child.Index, to.Options[0].Type, ref sink);
        return true;
    }

    private bool PushFound(Evaluation evaluation, FhirDocument document, int parent, int child, PathType type, ref Sink sink)
    {
        switch (document.Tape[child].Kind)
        {
            case JsonKind.Object:
                if (type.IsAnyResource) type = evaluation.Schema.ResourceType(new FhirNode(document, child));
                return Forward(evaluation, new FhirPathValue(document, type, child, 0), ref sink);
            case JsonKind.Array:
                return type.IsPrimitive ? PushPrimitives(evaluation, document, parent, child, type, ref sink) : PushItems(evaluation, document, child, type, ref sink);
            case JsonKind.Null:
                return true;
            default:
                return Forward(evaluation, new FhirPathValue(document, type, child, ~parent), ref sink);
        }
    }

    private bool PushItems(Evaluation evaluation, FhirDocument document, int array, PathType type, ref Sink sink)
    {
        var tape = document.Tape;
        var end = tape[array].Next;
        var filter = type.IsAnyResource ? null : Next as WhereTextStep;
        for (var item = array + 1; item < end;)
        {
            if (filter is not null)
            {
                if (!filter.PushItem(evaluation, document, item, type, ref sink)) return false;
                item = tape[item].Escaped ? item + 1 : tape[item].Next;
                continue;
            }
            var itemType = type.IsAnyResource ? evaluation.Schema.ResourceType(new FhirNode(document, item)) : type;
            if (!Forward(evaluation, new FhirPathValue(document, itemType, item, 0), ref sink)) return false;
            item = tape[item].Escaped ? item + 1 : tape[item].Next;
        }
        return true;
    }

    // The items of given and _given belong together by their places (https://hl7.org/fhir/R4/json.html#primitive).
    private bool PushPrimitives(Evaluation evaluation, FhirDocument document, int parent, int array, PathType type, ref Sink sink)
    {
        var items = new PrimitiveItems(document, parent, array);
        while (items.MoveNext())
            if (!Forward(evaluation, new FhirPathValue(document, type, items.Index, items.Companion), ref sink)) return false;
        return true;
    }

    /// <summary>Primitives of which only ids and extensions are there.</summary>
    private bool PushCompanions(Evaluation evaluation, FhirDocument document, int companion, PathType type, ref Sink sink)
    {
        foreach (var item in new FhirNode(document, companion).Items)
            if (item.Kind == JsonKind.Object && !Forward(evaluation, new FhirPathValue(document, type, -1, item.Index), ref sink)) return false;
        return true;
    }

    private bool PushMember(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        !Members.TryGet(value, name, out var member) || Forward(evaluation, member, ref sink);
}
