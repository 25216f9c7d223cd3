using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>A structure that another one starts from or walks into, with its snapshot as a tree. Never changed: others take copies.</summary>
internal sealed class SnapshotSource
{
    public required SnapshotElement Root { get; init; }

    /// <summary>The tree of a snapshot, with what its publication left to the reader written out.</summary>
    public static SnapshotSource? Read(JsonElement structureDefinition)
    {
        if (!structureDefinition.TryGetProperty("snapshot", out var snapshot)) return null;
        SnapshotElement? root = null;
        var position = new ElementPosition();
        var inheritance = new Inheritance(structureDefinition);
        foreach (var json in snapshot.Items("element"))
        {
            var steps = position.Next(json);
            if (steps.Length == 0) continue;
            var element = root is null ? root = new SnapshotElement(steps[0].Name, null) : Place(root, steps);
            if (element is null) continue;
            foreach (var attribute in json.EnumerateObject())
                if (attribute.Name is not ("id" or "path" or "sliceName")) element[attribute.Name] = inheritance.Of(attribute, steps) is var value && value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() == 0 ? null : value;
        }
        return root is null ? null : new SnapshotSource { Root = root };
    }

    // Snapshots are ordered: an element stands behind its parent and a slice behind its element.
    private static SnapshotElement? Place(SnapshotElement root, ElementStep[] steps)
    {
        var parent = root;
        for (var i = 1; i < steps.Length; i++)
        {
            var (name, slice) = steps[i];
            var child = parent.Children.FindLast(known => known.Name == name);
            if (child is null) parent.Children.Add(child = new SnapshotElement(name, null));
            if (slice is not null && child.FindSlice(slice) is { } known) child = known;
            else if (slice is not null)
            {
                var outer = slice.LastIndexOf('/') is > 0 and var slash ? child.FindSlice(slice[..slash]) ?? child : child;
                var added = new SnapshotElement(name, slice);
                child.AddSlice(added, outer);
                child = added;
            }
            parent = child;
        }
        return parent;
    }
}
