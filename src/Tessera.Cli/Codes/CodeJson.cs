using System.Text.Json;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Codes.Suggestions;

namespace Tessera.Cli.Codes;

/// <summary>Codes of the work list as JSON.</summary>
internal static class CodeJson
{
    public static void Write(Utf8JsonWriter json, UnmappedCode code, IReadOnlyList<CodeSuggestion>? suggestions)
    {
        json.WriteStartObject();
        json.WriteString("code", code.Reference);
        json.WriteStartArray("sources");
        foreach (var source in code.Sources) json.WriteStringValue(source);
        json.WriteEndArray();
        json.WriteString("profile", code.Key.Profile);
        json.WriteString("element", code.Key.Path);
        if (code.Key.System.Length > 0) json.WriteString("system", code.Key.System);
        json.WriteString("value", code.Key.Value);
        if (code.Label is { } label) json.WriteString("label", label);
        json.WriteString("cause", Name(code.Cause));
        if (code.Strength is { } strength) json.WriteString("binding", strength.ToString().ToLowerInvariant());
        if (code.ValueSet is { } set) json.WriteString("valueSet", set);
        json.WriteNumber("patients", code.Patients);
        json.WriteNumber("occurrences", code.Occurrences);
        if (code.Decision is { } decision) Write(json, decision);
        if (suggestions is not null) Write(json, suggestions);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, CodeMapChange change)
    {
        json.WriteStartObject("decision");
        json.WriteString("map", change.Map);
        json.WriteNumber("version", change.Version);
        json.WriteString("action", change.Action.ToString().ToLowerInvariant());
        json.WriteString("at", change.At);
        json.WriteString("by", change.Who);
        if (change.Why.Length > 0) json.WriteString("why", change.Why);
        if (change.Target is { } target)
        {
            json.WriteString("relationship", change.Relationship.ToString().ToLowerInvariant());
            Write(json, target);
        }

        json.WriteEndObject();
    }

    public static string Name(CodeCause cause) => cause switch { CodeCause.Text => "text", CodeCause.LocalCode => "local-code", _ => "outside-value-set" };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<CodeSuggestion> suggestions)
    {
        json.WriteStartArray("suggestions");
        foreach (var suggestion in suggestions)
        {
            json.WriteStartObject();
            Write(json, suggestion.Target);
            json.WriteNumber("score", suggestion.Score);
            json.WriteString("reason", Name(suggestion.Reason));
            json.WriteString("matched", suggestion.Matched);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static string Name(SuggestionReason reason) => reason == SuggestionReason.SameCode ? "same-code" : reason.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, CodeTarget target)
    {
        json.WriteStartObject("target");
        json.WriteString("system", target.System);
        json.WriteString("code", target.Code);
        if (target.Display is { } display) json.WriteString("display", display);
        json.WriteEndObject();
    }
}
