using System.Net;

namespace Tessera.Sources.Remote;

/// <summary>A source's server could not be used: it failed for too long, refused, or answered what is no answer. The message names the
/// address without its query and holds neither patient data nor a secret. What was read before stays good.</summary>
public sealed class RemoteSourceException : IOException
{
    internal RemoteSourceException(string message, Exception? cause = null) : base(message, cause)
    {
    }

    /// <summary>The answer's status, or null when there was none.</summary>
    public HttpStatusCode? Status { get; internal init; }

    /// <summary>What the server answered, for who knows what it means; never part of a message as it is.</summary>
    internal byte[]? Answer { get; init; }

    /// <summary>Whether the server refused who asks, not what.</summary>
    public bool IsNotAuthorised { get => field || Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden; internal init; }

    /// <summary>Whether what is configured is wrong, so that the same run ends the same way.</summary>
    public bool IsConfiguration { get; internal init; }
}
