namespace Tessera.Cli.Input;

/// <summary>One resource as it lies in the input.</summary>
/// <param name="File">The file as the user named it or as it was found; <c>-</c> for stdin.</param>
/// <param name="Line">Line from 1 for NDJSON, else null.</param>
/// <param name="Bytes">The resource's bytes; empty when it is too long to be held.</param>
internal sealed record InputResource(string File, int? Line, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether the resource is beyond the limit of a document, so that it was not read.</summary>
    public bool TooLong { get; init; }
}
