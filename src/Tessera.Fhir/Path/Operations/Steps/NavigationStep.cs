using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary>Goes to an element by name. What the name means for the type at hand is looked up once and kept as long as values of the same
/// type come along; bench: code.coding.where(system='…').code.</summary>
internal sealed class NavigationStep(string name, NavigationTarget? expected) : Step
{
    private NavigationTarget? target = expected;

    public string Name => name;

    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (value.Kind != FhirPathValueKind.Element) return PushMember(evaluation, value, ref sink);
        var to = target;
        if (to is null || !ReferenceEquals(to.Owner, value.ElementType)) target = to = value.ElementType!.Target(name);
        var document = value.Document;
        var tape = document.Tape;
        var parent = value.Index;
        if (parent < 0 || tape[parent].Kind != JsonKind.Object)
        {
            // A primitive: its id and extensions lie in the companion.
            if (!value.ElementType!.IsPrimitive && value.ElementType.Definition is not null) return true;
            parent = Elements.Companion(value);
            if (parent == 0 || tape[parent].Kind != JsonKind.Object) return true;
        }
        if (to.NameId >= 0) return PushNamed(evaluation, document, parent, to, ref sink);
        if (to.IsByText) return PushByText(evaluation, document, parent, to, ref sink);
        return to.Options.Length == 0 || PushChoice(evaluation, document, parent, to, ref sink);
    }

    private bool PushNamed(Evaluation evaluation, FhirDocument document, int parent, NavigationTarget to, ref Sink sink)
    {
        var tape = document.Tape;
        var wanted = to.NameId;
        var companion = 0;
        var end = tape[parent].Next;
        for (var child = parent + 1; child < end;)
        {
            ref readonly var entry = ref tape[child];
            if (entry.Name == wanted) return PushFound(evaluation, document, parent, child, to.Options[0], ref sink);
            if (entry.Name == wanted + 1) companion = child;
            child = entry.Escaped ? child + 1 : entry.Next;
        }
        return companion == 0 || PushCompanions(evaluation, document, companion, to.Options[0], ref sink);
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
                if (!NameTable.IsCompanion(entry.Name)) return PushFound(evaluation, document, parent, child, option, ref sink);
                (companion, companionOption) = (child, option);
            }
            child = entry.Escaped ? child + 1 : entry.Next;
        }
        return companion == 0 || PushCompanions(evaluation, document, companion, companionOption!, ref sink);
    }

    // Names outside the vocabulary: only in values of unknown types.
    private bool PushByText(Evaluation evaluation, FhirDocument document, int parent, NavigationTarget to, ref Sink sink)
    {
        foreach (var child in new FhirNode(document, parent).Children)
            if (child.NameId == NameTable.Unknown && child.Name == name)
                return PushFound(evaluation, document, parent, child.Index, to.Options[0], ref sink);
        return true;
    }

    private bool PushFound(Evaluation evaluation, FhirDocument document, int parent, int child, PathProperty option, ref Sink sink)
    {
        var type = option.Type;
        var kind = document.Tape[child].Kind;
        if (kind != JsonKind.Array)
        {
            if (kind == JsonKind.Object)
            {
                if (type is { IsResource: true, IsOpen: true }) type = evaluation.Schema.ResourceType(new FhirNode(document, child));
                return Forward(evaluation, new FhirPathValue(document, type, child, 0), ref sink);
            }
            return Forward(evaluation, new FhirPathValue(document, type, child, ~parent), ref sink);
        }
        return type.IsPrimitive ? PushPrimitives(evaluation, document, parent, child, type, ref sink) : PushItems(evaluation, document, child, type, ref sink);
    }

    private bool PushItems(Evaluation evaluation, FhirDocument document, int array, PathType type, ref Sink sink)
    {
        var tape = document.Tape;
        var end = tape[array].Next;
        var isResource = type is { IsResource: true, IsOpen: true };
        for (var item = array + 1; item < end;)
        {
            var itemType = isResource ? evaluation.Schema.ResourceType(new FhirNode(document, item)) : type;
            if (!Forward(evaluation, new FhirPathValue(document, itemType, item, 0), ref sink)) return false;
            item = tape[item].Escaped ? item + 1 : tape[item].Next;
        }
        return true;
    }

    // The items of given and _given belong together by their places (https://hl7.org/fhir/R4/json.html#primitive).
    private bool PushPrimitives(Evaluation evaluation, FhirDocument document, int parent, int array, PathType type, ref Sink sink)
    {
        var tape = document.Tape;
        var companions = tape[array].Name >= 0 ? Elements.Find(document, parent, NameTable.Companion(tape[array].Name)) : 0;
        var companion = companions > 0 && tape[companions].Kind == JsonKind.Array ? companions + 1 : 0;
        var lastCompanion = companion > 0 ? tape[companions].Next : 0;
        var end = tape[array].Next;
        for (var item = array + 1; item < end || (companion > 0 && companion < lastCompanion);)
        {
            var own = companion > 0 && companion < lastCompanion && tape[companion].Kind == JsonKind.Object ? companion : 0;
            var index = item < end && tape[item].Kind != JsonKind.Null ? item : -1;
            if ((index >= 0 || own > 0) && !Forward(evaluation, new FhirPathValue(document, type, index, own), ref sink)) return false;
            if (item < end) item = tape[item].Escaped ? item + 1 : tape[item].Next;
            if (companion > 0 && companion < lastCompanion) companion = tape[companion].Escaped ? companion + 1 : tape[companion].Next;
        }
        return true;
    }

    /// <summary>Primitives of which only ids and extensions are there.</summary>
    private bool PushCompanions(Evaluation evaluation, FhirDocument document, int companion, PathProperty option, ref Sink sink)
    {
        foreach (var item in new FhirNode(document, companion).Items)
            if (item.Kind == JsonKind.Object && !Forward(evaluation, new FhirPathValue(document, option.Type, -1, item.Index), ref sink)) return false;
        return true;
    }

    private bool PushMember(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        !Members.TryGet(value, name, out var member) || Forward(evaluation, member, ref sink);
}
