using System.Text.Json;

namespace Tessera.Sources.FhirApi;

/// <summary>One page of a search. It is cut into its resources without reading them, so that one bad resource costs no other.</summary>
/// <param name="Entries">The resources, in the server's order.</param>
/// <param name="Next">The address of the next page as the server writes it, or null.</param>
/// <param name="Total">How many matches the server says there are, or null.</param>
internal sealed record SearchPage(IReadOnlyList<PageEntry> Entries, string? Next, long? Total)
{
    /// <summary>Reads a page; null when the bytes are no whole Bundle.</summary>
    public static SearchPage? Read(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 512 });
        var (isBundle, entries, next, total) = (false, new List<PageEntry>(), (string?)null, (long?)null);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "resourceType": isBundle = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Bundle"u8); break;
                    case "total" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var stated): total = stated; break;
                    case "link" when reader.TokenType == JsonTokenType.StartArray: next = NextLink(ref reader); break;
                    case "entry" when reader.TokenType == JsonTokenType.StartArray: ReadEntries(ref reader, body, entries); break;
                    default: reader.Skip(); break;
                }
            }

            // What follows the object makes it no document.
            return isBundle && !reader.Read() ? new SearchPage(entries, next, total) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NextLink(ref Utf8JsonReader reader)
    {
        string? next = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (relation, address) = ((string?)null, (string?)null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) reader.Skip();
                else if (name == "relation") relation = reader.GetString();
                else if (name == "url") address = reader.GetString();
            }

            if (relation == "next" && !string.IsNullOrEmpty(address)) next = address;
        }

        return next;
    }

    private static void ReadEntries(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, List<PageEntry> entries)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (resource, isOutcome) = (ReadOnlyMemory<byte>.Empty, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                if (name == "search" && reader.TokenType == JsonTokenType.StartObject) isOutcome = IsOutcome(ref reader);
                else
                {
                    reader.Skip();
                    if (name == "resource") resource = body[start..(int)reader.BytesConsumed];
                }
            }

            if (!resource.IsEmpty) entries.Add(new PageEntry(resource, isOutcome));
        }
    }

    private static bool IsOutcome(ref Utf8JsonReader search)
    {
        var isOutcome = false;
        while (search.Read() && search.TokenType == JsonTokenType.PropertyName)
        {
            var isMode = search.ValueTextEquals("mode"u8);
            search.Read();
            if (isMode && search.TokenType == JsonTokenType.String) isOutcome = search.ValueTextEquals("outcome"u8);
            search.Skip();
        }

        return isOutcome;
    }
}
