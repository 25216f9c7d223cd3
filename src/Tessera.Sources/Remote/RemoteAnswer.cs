using System.Net;

namespace Tessera.Sources.Remote;

/// <summary>A whole answer of a server.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its content, decompressed.</param>
/// <param name="ContentLocation">Where the thing that was asked for is to be found, or null.</param>
/// <param name="RetryAfter">How long the server asks to wait, or null.</param>
internal sealed record RemoteAnswer(HttpStatusCode Status, byte[] Body, Uri? ContentLocation, TimeSpan? RetryAfter)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
