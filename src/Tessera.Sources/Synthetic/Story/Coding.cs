using System.Text.Json;

namespace Tessera.Sources.Synthetic.Story;

/// <summary>One code of a code system.</summary>
internal sealed record Coding(string System, string Code)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("system"u8, System);
        writer.WriteString("code"u8, Code);
        writer.WriteEndObject();
    }
}
