using Tessera.Database.AppendLogs;

namespace Tessera.Centre.Audit;

/// <summary>An entry with its place in the audit.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Entry">What it says.</param>
public sealed record AuditRecord(LogPlace Place, AuditEntry Entry);
