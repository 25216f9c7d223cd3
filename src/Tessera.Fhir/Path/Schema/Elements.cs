using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Schema;

/// <summary>Small facts about element values.</summary>
internal static class Elements
{
    /// <summary>Place of the node that carries a primitive's id and extensions (<c>_birthDate</c>), or 0. Looked for only when asked,
    /// so that plain navigation need not read the rest of the parent.</summary>
    public static int Companion(in FhirPathValue element)
    {
        var at = element.Companion;
        if (at >= 0) return at;
        var document = element.Document;
        var name = document.Tape[element.Index].Name;
        return name < 0 ? 0 : Find(document, ~at, NameTable.Companion(name));
    }

    /// <summary>The child with this name id, or 0.</summary>
    public static int Find(FhirDocument document, int parent, int nameId)
    {
        var tape = document.Tape;
        if (nameId < 0 || tape[parent].Kind != JsonKind.Object) return 0;
        var end = tape[parent].Next;
        for (var child = parent + 1; child < end; child = tape[child].Escaped ? child + 1 : tape[child].Next)
            if (tape[child].Name == nameId) return child;
        return 0;
    }

    /// <summary>The node that holds an element's own id and extensions: the companion of a primitive, else the object; -1 for none.</summary>
    public static int Holder(in FhirPathValue element)
    {
        if (element.Index >= 0 && element.Document.Tape[element.Index].Kind == JsonKind.Object) return element.Index;
        return Companion(element) is > 0 and var companion && element.Document.Tape[companion].Kind == JsonKind.Object ? companion : -1;
    }

    public static bool HasValue(in FhirPathValue element) =>
        element.Index >= 0 && element.Document.Tape[element.Index].Kind is JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False;
}
