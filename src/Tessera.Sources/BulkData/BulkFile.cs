namespace Tessera.Sources.BulkData;

/// <summary>One file of an export.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Type">The type of its resources.</param>
/// <param name="Address">Where it is fetched.</param>
/// <param name="Number">Its place in the manifest, from 0.</param>
internal sealed record BulkFile(BulkFileKind Kind, string Type, Uri Address, int Number)
{
    /// <summary>Name under which it is kept.</summary>
    public string Name => $"{Number:00000}.ndjson";
}
