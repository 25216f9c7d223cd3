using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Load;

/// <summary>The resources of a file: one per line of NDJSON, one per JSON document, or each entry of a Bundle.</summary>
internal sealed class FileResources(NameTable names)
{
    private const int LongestLine = 64 * 1024 * 1024;
    private static readonly string[] Collections = ["collection", "batch", "transaction", "searchset", "batch-response", "transaction-response"];

    /// <summary>One resource, or why there is none.</summary>
    public readonly record struct Item(int Line, FhirDocument? Document, Issue? Issue);

    /// <summary>Reads a file as its name says: <c>.ndjson</c> by lines, else as one document.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async IAsyncEnumerable<Item> Read(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
            await foreach (var (line, bytes) in TextLines.Read(stream, LongestLine, cancel).ConfigureAwait(false))
            {
                if (bytes is null)
                    yield return new Item(line, null, Problem(IssueType.TooLong, $"The line is longer than {LongestLine / (1024 * 1024)} MiB."));
                else if (bytes.AsSpan().Trim(" \r\t"u8).Length > 0)
                    yield return Parse(line, bytes);
            }

            yield break;
        }

        foreach (var item in Expand(await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false))) yield return item;
    }

    private List<Item> Expand(byte[] bytes)
    {
        var item = Parse(1, bytes);
        if (item.Document is not { ResourceType: "Bundle" } bundle || !Collections.Contains(bundle.Root.Text("type"))) return [item];
        var items = new List<Item>();
        foreach (var entry in bundle.Root["entry"].Items)
            if (entry["resource"] is { Exists: true } resource) items.Add(Parse(resource.Position.Line, resource.Raw.ToArray()));
        return items;
    }

    private Item Parse(int line, byte[] bytes)
    {
        if (!FhirDocument.TryParse(bytes, names, out var document, out var issue)) return new Item(line, null, issue);
        if (document.ResourceType is null) return new Item(line, null, Problem(IssueType.Structure, "This is not a resource: it has no resourceType."));
        if (document.Id is null && document.ResourceType != "Bundle") return new Item(line, null, Problem(IssueType.Required, "The resource has no id, so a second load could not tell it from a new one."));
        return new Item(line, document, null);
    }

    private static Issue Problem(IssueType type, string message) => new(IssueSeverity.Error, type, "", message);
}
