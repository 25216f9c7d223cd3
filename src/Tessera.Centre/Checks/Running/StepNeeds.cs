namespace Tessera.Centre.Checks.Running;

/// <summary>What a server must list for a step to apply: told by the request itself.</summary>
internal static class StepNeeds
{
    // Parameters that every server knows or that say how the answer is written; few statements list them.
    private const char General = '_';

    /// <summary>The needs of a step, in the words of <see cref="ServerStatement"/>.</summary>
    public static IEnumerable<string> Of(CheckStep step)
    {
        if (step.Target.StartsWith("http", StringComparison.Ordinal) || step.Target.StartsWith('{') || step.Statuses.Any(status => status >= 400)) return [];
        var (path, query) = step.Target.Split('?', 2) is [var before, var after] ? (before, after) : (step.Target, "");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(parts, part => part.StartsWith('$')) is { } operation) return [parts[0] == operation ? operation : parts[0] + operation];
        return parts switch
        {
            [] when step.Method == "POST" => [step.Body?.Contains("\"type\":\"transaction\"", StringComparison.Ordinal) == true ? "system.transaction" : "system.batch"],
            [] or ["metadata"] => [],
            ["_history"] => ["system.history-system"],
            [var type, "_history"] when IsType(type) => [$"{type}.history-type"],
            [var type, _, "_history"] => [$"{type}.history-instance"],
            [var type, _, "_history", _] => [$"{type}.vread"],
            [var owner, _, var type, ..] when IsType(owner) && (IsType(type) || type is "*" or "_search") => [$"{owner}.compartment"],
            [var type, "_search"] => Search(step, type, step.Body ?? ""),
            [var type] when IsType(type) => OfType(step, type, query),
            [var type, _] when IsType(type) => [$"{type}.{(step.Method switch { "PUT" => "update", "PATCH" => "patch", "DELETE" => "delete", _ => "read" })}"],
            _ => [],
        };
    }

    private static IEnumerable<string> OfType(CheckStep step, string type, string query) => step.Method switch
    {
        "POST" => step.Headers.Any(header => header.Key == "If-None-Exist") ? [$"{type}.conditionalCreate"] : [$"{type}.create"],
        "PUT" => [$"{type}.conditionalUpdate"],
        "PATCH" => [$"{type}.patch"],
        "DELETE" => [$"{type}.conditionalDelete"],
        _ => Search(step, type, query),
    };

    // Only where the matches are told is it certain that the parameter is meant to be there.
    private static IEnumerable<string> Search(CheckStep step, string type, string query)
    {
        yield return $"{type}.search-type";
        if (step.Finds is null) yield break;
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair[0] != General) yield return $"{type}?{pair.Split('=', ':', '.')[0]}";
    }

    private static bool IsType(string part) => part.Length > 0 && char.IsAsciiLetterUpper(part[0]);
}
