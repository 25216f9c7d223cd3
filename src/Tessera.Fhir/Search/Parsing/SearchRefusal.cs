namespace Tessera.Fhir.Search.Parsing;

/// <summary>Why a parameter is refused. Names the parameter, never its value, which may identify a patient.</summary>
internal static class SearchRefusal
{
    public static Issue Malformed(string name, string expected) =>
        new(IssueSeverity.Error, IssueType.Value, name, $"The value of '{name}' is not {expected}.");

    public static Issue NotSupported(string name, string what, string? fix = null) =>
        new(IssueSeverity.Error, IssueType.NotSupported, name, $"'{name}': {what} is not supported.") { Fix = fix };

    /// <summary>What a search stands on is not here. Never ignored: the answer would be another one.</summary>
    public static Issue NotLoaded(string name, string what, string missing) =>
        new(IssueSeverity.Error, IssueType.NotFound, name, $"'{name}' cannot be answered here: this server does not have {what}.") { Missing = missing };

    public static Issue TooMany(string name, string message) => new(IssueSeverity.Error, IssueType.TooCostly, name, message) { Fix = "Ask in several searches." };

    public static Issue NoSuchCursor() =>
        Malformed("_cursor", "one that this search gave") with { Fix = "Follow the next link of the page before, or start again without it." };

    public static Issue UnknownParameter(string name, string type, SearchParameters known) =>
        new(IssueSeverity.Error, IssueType.NotSupported, name, $"{type} has no search parameter '{name}'.")
        {
            Fix = $"{type} can be searched by {List(known.Of(type).Where(parameter => parameter.IsSupported).Select(parameter => parameter.Code))}.",
        };

    // Never ignored, not even for the lenient: "Server SHALL reject any search request that contains a search parameter modifier that the server does not
    // support" (https://hl7.org/fhir/R4/search.html#modifiers).
    public static Issue UnknownModifier(string name, SearchParameter parameter, string modifier, IEnumerable<string> allowed) =>
        new(IssueSeverity.Error, IssueType.Invalid, name, $"The search parameter '{parameter.Code}' has no modifier ':{modifier}' here.")
        {
            Fix = $"Allowed: {List(allowed.Select(word => ":" + word))}.",
        };

    private static string List(IEnumerable<string> words) => string.Join(", ", words);
}
