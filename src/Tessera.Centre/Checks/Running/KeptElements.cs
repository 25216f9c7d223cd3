using System.Text.Json;

namespace Tessera.Centre.Checks.Running;

/// <summary>Compares a record with what a server gives back for it: what was sent must be there with the same value; a server may add.</summary>
internal static class KeptElements
{
    /// <summary>The elements of <paramref name="sent"/> that are missing in <paramref name="came"/> or have another value.</summary>
    public static IEnumerable<string> Lost(JsonElement sent, JsonElement came) => Lost(sent, came, sent.TryGetProperty("resourceType", out var type) ? type.GetString()! : "");

    private static IEnumerable<string> Lost(JsonElement sent, JsonElement came, string path) => sent.ValueKind switch
    {
        _ when came.ValueKind != sent.ValueKind => [path],
        JsonValueKind.Object => sent.EnumerateObject().Where(field => !IsTheServers(path, field.Name)).SelectMany(field =>
            came.TryGetProperty(field.Name, out var value) ? Lost(field.Value, value, $"{path}.{field.Name}") : [$"{path}.{field.Name}"]),
        JsonValueKind.Array => path.EndsWith(".meta.profile", StringComparison.Ordinal)
            ? sent.EnumerateArray().Where(one => came.EnumerateArray().All(other => other.GetRawText() != one.GetRawText())).Select(_ => path)
            : sent.EnumerateArray().SelectMany((item, at) => at < came.GetArrayLength() ? Lost(item, came[at], $"{path}[{at}]") : [$"{path}[{at}]"]),
        // Digits carry precision: 1.0 is not 1.00.
        JsonValueKind.Number => sent.GetRawText() == came.GetRawText() ? [] : [path],
        JsonValueKind.String => sent.Text() == came.Text() ? [] : [path],
        _ => [],
    };

    // https://hl7.org/fhir/R4/http.html#create: the id and the version are the server's to say.
    private static bool IsTheServers(string path, string name) => !path.Contains('.', StringComparison.Ordinal) ? name is "id" : path.EndsWith(".meta", StringComparison.Ordinal) && name is "versionId" or "lastUpdated";
}
