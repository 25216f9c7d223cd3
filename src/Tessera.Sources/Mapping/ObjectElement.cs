using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A JSON object; it exists when one of its parts does that is not the same for every row, or when all are the same.</summary>
internal sealed class ObjectElement(params (string Name, Element Value)[] parts) : Element
{
    private readonly JsonEncodedText[] names = Array.ConvertAll(parts, part => JsonEncodedText.Encode(part.Name));

    public override bool IsFixed { get; } = parts.Length > 0 && Array.TrueForAll(parts, part => part.Value.IsFixed);

    /// <summary>Written even when only its fixed parts are there.</summary>
    public bool Always { get; init; }

    /// <summary>What FHIRPath calls a part; null for what JSON calls it.</summary>
    public Func<string, string>? PathOf { get; init; }

    public override void Bind(Layout layout, string path)
    {
        foreach (var (name, value) in parts) value.Bind(layout, $"{path}.{PathOf?.Invoke(name) ?? name}");
    }

    public override bool Exists(Row row)
    {
        if (Always) return true;
        foreach (var (_, value) in parts)
            if ((IsFixed || !value.IsFixed) && value.Exists(row)) return true;
        return false;
    }

    /// <summary>FHIRPath names of the parts that a row writes.</summary>
    public IEnumerable<string> Written(Row row) => parts.Where(part => part.Value.Exists(row)).Select(part => PathOf?.Invoke(part.Name) ?? part.Name);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteProperties(row, json);
        json.WriteEndObject();
    }

    public void WriteProperties(Row row, Utf8JsonWriter json)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].Value.Exists(row)) continue;
            json.WritePropertyName(names[i]);
            parts[i].Value.Write(row, json);
        }
    }
}
