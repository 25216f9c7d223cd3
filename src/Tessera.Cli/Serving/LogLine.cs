using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Tessera.Cli.Serving;

/// <summary>One event as one line of JSON. Of our own events all values are told, since none of them comes from a request or a record; of those
/// of libraries only their names and of exceptions only their types, since their messages quote input.</summary>
internal static class LogLine
{
    /// <summary>Whether a category is one of ours.</summary>
    public static bool IsOurs(string category) => category.StartsWith("Tessera.", StringComparison.Ordinal);

    public static byte[] Write(DateTimeOffset time, LogLevel level, string category, EventId eventId, object? state, Exception? exception)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("time", time);
            writer.WriteString("level", level.ToString().ToLowerInvariant());
            writer.WriteString("category", category);
            if (eventId.Name is { } name) writer.WriteString("event", name);
            if (IsOurs(category) && state is IReadOnlyList<KeyValuePair<string, object?>> values)
                foreach (var (key, value) in values) WriteValue(writer, key, value);
            if (exception is not null) writer.WriteString("exception", exception.GetType().FullName);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, string key, object? value)
    {
        if (key == "{OriginalFormat}") return;
        var name = JsonNamingPolicy.CamelCase.ConvertName(key);
        switch (value)
        {
            case int number: writer.WriteNumber(name, number); break;
            case long number: writer.WriteNumber(name, number); break;
            case double number: writer.WriteNumber(name, number); break;
            default: writer.WriteString(name, value?.ToString()); break;
        }
    }
}
