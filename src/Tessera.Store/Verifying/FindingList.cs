using Tessera.Database;

namespace Tessera.Store.Verifying;

/// <summary>Collects findings: all are counted, the first are kept.</summary>
internal sealed class FindingList(DatabaseConnection connection)
{
    private const int Kept = 1000;
    private readonly List<VerifyFinding> findings = [];

    public long Count { get; private set; }

    public IReadOnlyList<VerifyFinding> First => findings;

    public void Add(VerifyFinding finding)
    {
        Count++;
        if (findings.Count < Kept) findings.Add(finding);
    }

    /// <summary>Adds a finding about a resource of which only the number is known.</summary>
    public void Add(VerifyKind kind, long rid, string message, long? version = null, string? parameter = null)
    {
        Count++;
        if (findings.Count >= Kept) return;
        using var row = connection.Query("select t.name, i.id from main.resource_id i left join main.resource_type t on t.id = i.type where i.rid = ?1", rid);
        var isKnown = row.Step();
        findings.Add(new VerifyFinding(kind, message) { Type = isKnown ? row.TextOrNull(0) : null, Id = isKnown ? row.Text(1) : null, Version = version, Parameter = parameter });
    }
}
