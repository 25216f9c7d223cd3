namespace Tessera.Database.AppendLogs;

/// <summary>Bytes that are to stand at a place of a file.</summary>
internal sealed record LogWrite(LogFile File, int At, byte[] Bytes);
