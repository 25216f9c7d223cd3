using System.Text.Json;

namespace Tessera.Centre.Checks.Running;

/// <summary>Reads JSON of which nothing is certain: what is of another kind than it should be is as if it were not there.</summary>
internal static class LooseJson
{
    /// <summary>A property, or undefined.</summary>
    public static JsonElement Field(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A property that is a text, or null.</summary>
    public static string? Text(this JsonElement element, string name) => element.Field(name).Text();

    /// <summary>The items of a property that is a list, or none.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    /// <summary>The text that an element is, or null.</summary>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape, is no text.
            return null;
        }
    }
}
