namespace Tessera.Centre.Quarantine;

/// <summary>A reason that several quarantined records share.</summary>
/// <param name="Text">The reason, with its column.</param>
/// <param name="Records">How many records have it as their first problem.</param>
/// <param name="Oldest">When the first of them was quarantined.</param>
public sealed record QuarantineCause(string Text, long Records, DateTimeOffset Oldest);
