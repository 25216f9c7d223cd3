using System.Text.Json;

namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Reads other words for codes from a file that a centre brings.</summary>
public static class SynonymFile
{
    /// <summary>Reads a CSV with columns <c>system,code,synonym</c>, or the displays and designations of a FHIR CodeSystem.</summary>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<CodeSynonym> Read(string path)
    {
        var text = File.ReadAllText(path);
        return text.TrimStart().StartsWith('{') ? OfCodeSystem(text) : OfTable(text);
    }

    private static List<CodeSynonym> OfTable(string text)
    {
        var synonyms = new List<CodeSynonym>();
        var lines = text.Split('\n');
        if (!lines[0].Trim().TrimStart('\uFEFF').Equals("system,code,synonym", StringComparison.OrdinalIgnoreCase)) throw new InvalidDataException("The first line must be system,code,synonym.");
        for (var line = 1; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line])) continue;
            var cells = lines[line].Split(',', 3, StringSplitOptions.TrimEntries);
            if (cells is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }]) throw new InvalidDataException($"Line {line + 1} needs a system, a code and a synonym.");
            synonyms.Add(new CodeSynonym(cells[0], cells[1], cells[2].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal)));
        }

        return synonyms;
    }

    private static List<CodeSynonym> OfCodeSystem(string text)
    {
        using var json = JsonDocument.Parse(text);
        if (Text(json.RootElement, "resourceType") != "CodeSystem" || Text(json.RootElement, "url") is not { } system) throw new InvalidDataException("It is not a CodeSystem with a URL.");
        var synonyms = new List<CodeSynonym>();
        var open = new Stack<JsonElement>([json.RootElement]);
        while (open.TryPop(out var element))
        {
            foreach (var below in Items(element, "concept")) open.Push(below);
            if (Text(element, "code") is not { } code) continue;
            if (Text(element, "display") is { } display) synonyms.Add(new CodeSynonym(system, code, display));
            foreach (var designation in Items(element, "designation"))
                if (Text(designation, "value") is { } value) synonyms.Add(new CodeSynonym(system, code, value));
        }

        return synonyms;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
