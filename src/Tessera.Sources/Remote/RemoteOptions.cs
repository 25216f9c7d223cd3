namespace Tessera.Sources.Remote;

/// <summary>How a server is spoken to.</summary>
public sealed record RemoteOptions
{
    /// <summary>Who asks; null for a server that does not care.</summary>
    public ServerAuthorisation? Authorisation { get; init; }

    /// <summary>How long one try may take, the whole answer included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Tries of one request before the run gives up.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>Longest wait before the second try; it doubles with each.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between tries, unless the server states one.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait that a server may ask for (<c>Retry-After</c>); beyond it the run ends and says so.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Largest answer that is taken into memory, in bytes: one page.</summary>
    public int LargestAnswer { get; init; } = 128 * 1024 * 1024;

    /// <summary>Whether http without TLS is accepted beyond this machine. Patient data would be readable on the way.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>Seed of the random part of waits; null for one that differs between processes.</summary>
    public int? Seed { get; init; }

    /// <summary>The clock that waits and timeouts go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
