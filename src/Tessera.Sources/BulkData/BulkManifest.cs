using System.Text.Json;
using Tessera.Sources.FhirRecords;

namespace Tessera.Sources.BulkData;

/// <summary>What a finished export consists of.</summary>
/// <param name="TransactionTime">The moment whose content it has, by the server's clock; null when the server does not say.</param>
/// <param name="NeedsToken">Whether the files are given to known clients only.</param>
/// <param name="Files">The files, in the server's order.</param>
internal sealed record BulkManifest(DateTimeOffset? TransactionTime, bool NeedsToken, IReadOnlyList<BulkFile> Files)
{
    /// <summary>Reads a manifest; null when it is none. See https://hl7.org/fhir/uv/bulkdata/export.html#response---output-manifest</summary>
    public static BulkManifest? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("output", out _)) return null;
            var files = new List<BulkFile>();
            foreach (var (list, kind) in new[] { ("output", BulkFileKind.Output), ("deleted", BulkFileKind.Deleted), ("error", BulkFileKind.Error) })
            {
                if (!root.TryGetProperty(list, out var items)) continue;
                foreach (var item in items.EnumerateArray())
                    files.Add(new BulkFile(kind, item.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "", new Uri(item.GetProperty("url").GetString()!), files.Count, Count(item)));
            }

            var time = root.TryGetProperty("transactionTime", out var stated) && stated.ValueKind == JsonValueKind.String ? Instant.Read(stated.GetString()) : null;
            return new BulkManifest(time, root.TryGetProperty("requiresAccessToken", out var token) && token.ValueKind == JsonValueKind.True, files);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or UriFormatException or ArgumentNullException)
        {
            return null;
        }
    }

    private static long? Count(JsonElement file) => file.TryGetProperty("count", out var stated) && stated.ValueKind == JsonValueKind.Number && stated.TryGetInt64(out var count) ? count : null;
}
