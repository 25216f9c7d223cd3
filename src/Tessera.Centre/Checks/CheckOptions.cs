namespace Tessera.Centre.Checks;

/// <summary>How a server is talked to.</summary>
public sealed record CheckOptions
{
    /// <summary>The environment variable that a bearer token is read from by programs; tokens never stand in arguments.</summary>
    public const string TokenVariable = "TESSERA_CHECK_TOKEN";

    /// <summary>The bearer token that goes with every request to the server, or null. It appears in no report.</summary>
    public string? Token { get; init; }

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the whole check may take; cases that were not reached are skipped.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Largest answer that is read.</summary>
    public int MostBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How much of a body a report shows.</summary>
    public int ShownCharacters { get; init; } = 4000;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
