using System.Text.Json;

namespace Tessera.Fhir.Json;

/// <summary>Why a text is not JSON, said without the text, which may be a patient's.</summary>
internal static class JsonFault
{
    /// <summary>What the reader's exception means.</summary>
    public static Issue Of(ReadOnlySpan<byte> bytes, JsonException exception, DocumentLimits limits)
    {
        if (EndsEarly(bytes, limits, out var inside, out var begin)) return CutOff(bytes, inside, begin);
        var message = exception.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? $"The document nests deeper than {limits.MaxDepth} levels." : "The text is not JSON.";
        return new Issue(IssueSeverity.Fatal, IssueType.Structure, "", message)
        {
            Line = (int)(exception.LineNumber ?? 0) + 1,
            Column = (int)(exception.BytePositionInLine ?? 0) + 1,
            Fix = "Correct the JSON at this place.",
        };
    }

    /// <summary>Line and byte column of an offset, both from 1.</summary>
    public static (int Line, int Column) Place(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    private static Issue CutOff(ReadOnlySpan<byte> bytes, string? inside, int begin)
    {
        var (line, column) = Place(bytes, bytes.Length);
        var (from, at) = Place(bytes, begin);
        return new Issue(IssueSeverity.Fatal, IssueType.Structure, "", inside is null ? "The text is empty." : $"The text ends inside the {inside} that begins at line {from}, column {at}.")
        {
            Line = line,
            Column = column,
            Fix = inside is null ? "Give one JSON value." : "Give the whole text; it seems to be cut off.",
        };
    }

    // A reader that is told that more may come complains only of what no continuation mends.
    private static bool EndsEarly(ReadOnlySpan<byte> bytes, DocumentLimits limits, out string? inside, out int begin)
    {
        (inside, begin) = (null, 0);
        var open = new Stack<(string Kind, int Start)>();
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = limits.MaxDepth, CommentHandling = JsonCommentHandling.Disallow }));
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) open.Push((reader.TokenType == JsonTokenType.StartObject ? "object" : "array", (int)reader.TokenStartIndex));
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) open.Pop();
        }
        catch (JsonException)
        {
            return false;
        }

        var rest = (int)reader.BytesConsumed;
        while (rest < bytes.Length && bytes[rest] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)':') rest++;
        if (rest < bytes.Length) (inside, begin) = (bytes[rest] == '"' ? "string" : "value", rest);
        else if (open.TryPeek(out var innermost)) (inside, begin) = innermost;
        return true;
    }
}
