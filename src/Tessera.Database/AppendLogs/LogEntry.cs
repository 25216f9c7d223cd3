namespace Tessera.Database.AppendLogs;

/// <summary>One entry of a log.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Bytes">What was appended.</param>
public readonly record struct LogEntry(LogPlace Place, ReadOnlyMemory<byte> Bytes);
