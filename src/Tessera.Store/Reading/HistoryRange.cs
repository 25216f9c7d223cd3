namespace Tessera.Store.Reading;

/// <summary>Which versions are asked for.</summary>
/// <param name="Type">Resource type, or null for all.</param>
/// <param name="Id">Logical id, or null for all.</param>
/// <param name="Since">The earliest, or null.</param>
/// <param name="Count">At most so many.</param>
/// <param name="Before">Only those before this change, or null.</param>
internal sealed record HistoryRange(string? Type, string? Id, DateTimeOffset? Since, int Count, long? Before);
