namespace Tessera.Sources.BulkData;

/// <summary>One file of an export.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Type">The type of its resources.</param>
/// <param name="Address">Where it is fetched.</param>
/// <param name="Number">Its place in the manifest, from 0.</param>
/// <param name="Count">How many resources the server says it has; null when it does not say.</param>
internal sealed record BulkFile(BulkFileKind Kind, string Type, Uri Address, int Number, long? Count)
{
    /// <summary>How the names of all files begin that an export keeps: nothing else of a folder is touched.</summary>
    public const string Prefix = "tessera-export-";

    /// <summary>Name under which it is kept.</summary>
    public string Name => $"{Prefix}{Number:00000}.ndjson";
}
