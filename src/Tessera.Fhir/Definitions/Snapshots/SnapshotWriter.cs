using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Writes a tree as the flat list of a snapshot: an element, what is below it, then its slices with what is below them.</summary>
internal static class SnapshotWriter
{
    public static JsonElement Elements(SnapshotElement root) => JsonWriting.Write(writer =>
    {
        writer.WriteStartArray();
        Write(writer, root, root.Name, root.Name);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, SnapshotElement element, string id, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("path", path);
        if (element.Slice is not null) writer.WriteString("sliceName", element.Slice);
        foreach (var (name, value) in element.Attributes)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
        writer.WriteEndObject();
        foreach (var child in element.Children) Write(writer, child, $"{id}.{child.Name}", $"{path}.{child.Name}");
        foreach (var slice in element.Slices) Write(writer, slice, $"{id}:{slice.Slice}", path);
    }
}
