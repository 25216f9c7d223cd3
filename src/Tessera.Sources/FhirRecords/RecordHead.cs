using System.Globalization;
using System.Text.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>What tells one version of a resource from another, read without reading the rest.</summary>
/// <param name="Type">Resource type, or null.</param>
/// <param name="Id">Logical id in the source, or null.</param>
/// <param name="Updated">When the source changed it last, or null.</param>
internal readonly record struct RecordHead(string? Type, string? Id, DateTimeOffset? Updated)
{
    /// <summary>Reads it; null when the bytes are not an object.</summary>
    public static RecordHead? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        var (type, id, updated) = ((string?)null, (string?)null, (DateTimeOffset?)null);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("resourceType"u8)) type = Text(ref reader);
                else if (reader.ValueTextEquals("id"u8)) id = Text(ref reader);
                else if (reader.ValueTextEquals("meta"u8)) updated = Updates(ref reader);
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            return new RecordHead(type, id, updated);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static DateTimeOffset? Updates(ref Utf8JsonReader reader)
    {
        DateTimeOffset? updated = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUpdated = reader.ValueTextEquals("lastUpdated"u8);
            if (Text(ref reader) is { } text && isUpdated && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) updated = time;
        }

        return updated;
    }
}
