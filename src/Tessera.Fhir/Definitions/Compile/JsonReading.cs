using System.Text;
using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Short ways to read the JSON of definitions; compilation happens once, so clarity wins over speed here.</summary>
internal static class JsonReading
{
    public static string? OptionalText(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static string Text(this JsonElement element, string name) => element.OptionalText(name) ?? "";

    public static bool Flag(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static int Number(this JsonElement element, string name, int otherwise) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : otherwise;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static string[] Texts(this JsonElement element, string name) => element.Items(name).Select(item => item.GetString() ?? "").ToArray();

    /// <summary>The property whose name starts with a prefix, as for <c>fixed[x]</c>.</summary>
    public static JsonProperty? Choice(this JsonElement element, string prefix)
    {
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
            .Select(extension => extension.Choice("value")?.Value is { ValueKind: JsonValueKind.String } value ? value.GetString() : null)
            .FirstOrDefault(value => value is not null);
}
