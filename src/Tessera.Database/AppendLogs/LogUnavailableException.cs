namespace Tessera.Database.AppendLogs;

/// <summary>An entry could not be appended: the reserve of the log is spent and the disk takes no more.</summary>
public sealed class LogUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
