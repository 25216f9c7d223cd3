using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Constraints on one type of a choice element: <c>valueQuantity</c> stands for the slice of <c>value[x]</c> whose type is Quantity.
/// See http://hl7.org/fhir/R4/profiling.html#slicing</summary>
internal static class ChoiceSlicing
{
    /// <summary>The choice element of which <paramref name="name"/> is one type, or null.</summary>
    public static SnapshotElement? Find(SnapshotElement parent, string name) => parent.Children.Find(child => TypeOf(child, name) is not null);

    /// <summary>The slice that a path with this name means: none where the element can have no other type anyhow.</summary>
    public static string? SliceFor(SnapshotElement choice, string name) => choice.Types.Take(2).Count() == 1 && choice.FindSlice(name) is null ? null : name;

    /// <summary>Gives a new slice that is named after a type that type alone.</summary>
    public static void SetType(SnapshotElement slice)
    {
        if (TypeOf(slice, slice.Slice!) is { } type) slice["type"] = JsonWriting.Array([type.Without("extension")]);
    }

    /// <summary>A single value whose slice for one type is required can have no other type.</summary>
    public static void Narrow(SnapshotElement slice)
    {
        if (!slice.IsChoice || slice.Sliced is not { Slice: null } choice || TypeOf(choice, slice.Slice!) is null) return;
        if (!IsNumber(slice, "min", 1) || choice["max"]?.AsText() != "1") return;
        (choice["min"], choice["type"]) = (slice["min"], slice["type"]);
        if (choice["slicing"] is { ValueKind: JsonValueKind.Object } slicing) choice["slicing"] = slicing.With("rules", JsonWriting.Text("closed"));
    }

    private static bool IsNumber(SnapshotElement element, string attribute, int number) =>
        element[attribute] is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var found) && found == number;

    private static JsonElement? TypeOf(SnapshotElement choice, string name)
    {
        if (!choice.IsChoice || !name.AsSpan().StartsWith(choice.Name.AsSpan(0, choice.Name.Length - 3))) return null;
        foreach (var type in choice.Types)
            if (type.Text("code") is { Length: > 0 } code && ElementNames.ChoiceName(choice.Name, code) == name) return type;
        return null;
    }
}
