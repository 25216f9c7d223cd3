namespace Tessera.Database.AppendLogs;

/// <summary>How far a log has come. Written down elsewhere it is an anchor: a log that is later cut off, or written anew, does not lead there.</summary>
/// <param name="Place">The end of the last frame; its segment is 0 while there is none.</param>
/// <param name="Chain">The hash over everything up to there, 32 bytes.</param>
public sealed record LogHead(LogPlace Place, ReadOnlyMemory<byte> Chain);
