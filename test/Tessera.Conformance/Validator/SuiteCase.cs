using System.Text.Json;

namespace Tessera.Conformance.Validator;

/// <summary>One case of HL7's validator suite, as its index tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The resource, within the suite's folder.</param>
/// <param name="Module">Which part of the suite it belongs to.</param>
/// <param name="IsJson">Whether the resource is given as JSON; otherwise it was converted from XML.</param>
/// <param name="Supporting">Definitions that the case adds.</param>
/// <param name="Profile">The definition to validate against besides the base specification, or null.</param>
/// <param name="Outcome">What the reference validator found without the profile, or null.</param>
/// <param name="ProfileOutcome">What it found with the profile, or null.</param>
public sealed record SuiteCase(
    string Name, string File, string Module, bool IsJson, IReadOnlyList<string> Supporting, string? Profile, string? Outcome, string? ProfileOutcome)
{
    /// <summary>Reads the suite's index.</summary>
    public static IReadOnlyList<SuiteCase> ReadAll(string folder)
    {
        using var index = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        return index.RootElement.EnumerateArray().Select(Read).ToArray();
    }

    private static SuiteCase Read(JsonElement json) => new(
        Text(json, "name")!,
        Text(json, "file")!,
        Text(json, "module")!,
        Text(json, "format") == "json",
        json.GetProperty("supporting").EnumerateArray().Select(file => file.GetString()!).Distinct().ToArray(),
        Text(json, "profile"),
        Text(json, "java"),
        Text(json, "javaProfile"));

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
