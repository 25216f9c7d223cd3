using System.Text;
using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Short ways to read the JSON of definitions; compilation happens once, so clarity wins over speed here. Whatever is not
/// as the specification says counts as absent: packages come from outside.</summary>
internal static class JsonReading
{
    /// <summary>A property of an object; undefined when there is none.</summary>
    public static JsonElement Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? OptionalText(this JsonElement element, string name) => element.Part(name).AsText();

    /// <summary>The text of a string, or null.</summary>
    public static string? AsText(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public static string Text(this JsonElement element, string name) => element.OptionalText(name) ?? "";

    public static bool Flag(this JsonElement element, string name) => element.Part(name).ValueKind == JsonValueKind.True;

    public static int Number(this JsonElement element, string name, int otherwise) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : otherwise;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static string[] Texts(this JsonElement element, string name) => element.Items(name).Select(item => item.AsText() ?? "").ToArray();

    /// <summary>The property whose name starts with a prefix, as for <c>fixed[x]</c>.</summary>
    public static JsonProperty? Choice(this JsonElement element, string prefix)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in element.EnumerateObject())
            if (property.Name.StartsWith(prefix, StringComparison.Ordinal) && property.Name.Length > prefix.Length && char.IsUpper(property.Name[prefix.Length]))
                return property;
        return null;
    }

    /// <summary>The JSON of the property whose name starts with a prefix, without white space; empty when absent.</summary>
    public static ReadOnlyMemory<byte> ChoiceJson(this JsonElement element, string prefix) =>
        element.Choice(prefix) is { } property ? Encoding.UTF8.GetBytes(JsonSerializer.Serialize(property.Value)) : default;

    /// <summary>The value of an extension with this URL, or null.</summary>
    public static string? Extension(this JsonElement element, string url) =>
        element.Items("extension").Where(extension => extension.Text("url") == url)
            .Select(extension => extension.Choice("value")?.Value.AsText())
            .FirstOrDefault(value => value is not null);
}
