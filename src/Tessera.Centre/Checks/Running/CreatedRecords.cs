using System.Text.Json;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Centre.Checks.Running;

/// <summary>What a case made on the server, so that it can be deleted when the case is over.</summary>
internal sealed class CreatedRecords(Uri server)
{
    private readonly List<(string Type, string Id)> records = [];

    /// <summary>Notes the record or records that an answer says were created.</summary>
    /// <returns>The record, or null when there is none or several.</returns>
    public (string Type, string Id)? Note(CheckAnswer answer)
    {
        if (answer.Status == 201)
        {
            // Whether a server tells the address as it should is the question of one case, not of all that make records.
            var record = Of(answer.Header("Location")) ?? Of(answer.Header("Content-Location")) ?? Of(answer.Json());
            return record is { } one && Add(one) ? one : null;
        }

        if (answer.IsSuccess && answer.Json() is { } bundle)
            foreach (var entry in bundle.Items("entry"))
                if (entry.Field("response").Text("status")?.StartsWith("201", StringComparison.Ordinal) == true && (Of(entry.Field("response").Text("location")) ?? Of(entry.Field("resource"))) is { } part)
                    Add(part);
        return null;
    }

    /// <summary>Notes a record that is to be deleted as well.</summary>
    /// <returns>False when that is no address of a record: it is deleted by no request, which might mean more than one.</returns>
    public bool Add((string Type, string Id) record)
    {
        if (!record.Type.All(char.IsAsciiLetter) || !ReferenceText.IsId(record.Id) || record.Id.All(letter => letter == '.')) return false;
        records.Add(record);
        return true;
    }

    /// <summary>Deletes them, the last first, since later ones refer to earlier ones. A server that does not delete keeps them.</summary>
    public async Task Delete(ExchangeLog log, CancellationToken cancel)
    {
        for (var i = records.Count - 1; i >= 0; i--) await log.SendQuietly("DELETE", $"{records[i].Type}/{records[i].Id}", cancel);
    }

    // https://hl7.org/fhir/R4/http.html#create: [base]/[type]/[id]/_history/[vid], absolute or relative.
    private (string Type, string Id)? Of(string? location)
    {
        if (location is null) return null;
        var path = location.StartsWith(server.AbsoluteUri, StringComparison.Ordinal) ? location[server.AbsoluteUri.Length..] : location;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        var end = parts.IndexOf("_history") is >= 0 and var at ? at : parts.Count;
        return end >= 2 ? (parts[end - 2], parts[end - 1]) : null;
    }

    /// <summary>Type and id that a resource tells of itself, or null.</summary>
    public static (string Type, string Id)? Of(JsonElement? resource) => resource?.Text("resourceType") is { } type && resource?.Text("id") is { } id ? (type, id) : null;
}
