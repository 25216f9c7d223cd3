using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Fhir;
using Tessera.Fhir.Validation;
using Tessera.Sources;

namespace Tessera.Cli.Import;

/// <summary>Watches what goes into a sink, to tell a person afterwards why records are in quarantine and what could not be checked.</summary>
internal sealed class ImportFindings : IImportSink
{
    private IImportSink inner = new DrySink();

    private readonly Dictionary<(string File, string? Column, string Reason), QuarantineGroup> groups = [];

    private readonly Dictionary<string, long> missing = new(StringComparer.Ordinal);

    /// <summary>The reasons, most frequent first.</summary>
    public IEnumerable<QuarantineGroup> Groups => groups.Values.OrderByDescending(group => group.Records).ThenBy(group => group.File, StringComparer.Ordinal).ThenBy(group => group.FirstRow);

    /// <summary>Resources whose every rule was checked and holds.</summary>
    public long Valid { get; private set; }

    /// <summary>Resources of which something could not be checked.</summary>
    public long Unchecked { get; private set; }

    /// <summary>What is not loaded, so that something could not be checked, each with the number of resources; most frequent first.</summary>
    public IEnumerable<(string Missing, long Resources)> Missing => missing.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value));

    /// <summary>Watches the sink of the next run: each run has its own.</summary>
    public ImportFindings Around(IImportSink sink)
    {
        inner = sink;
        return this;
    }

    public int BatchesUnderWay => inner.BatchesUnderWay;

    public Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel) => inner.Begin(source, started, cancel);

    public Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel)
    {
        foreach (var (_, validation) in records.SelectMany(record => record.Resources))
        {
            if (validation.Verdict == Verdict.Valid) Valid++;
            else
            {
                Unchecked++;
                foreach (var name in validation.Issues.Where(issue => issue is { Severity: IssueSeverity.Warning, Type: IssueType.NotSupported }).Select(issue => issue.Missing).OfType<string>().Distinct())
                    missing[name] = missing.GetValueOrDefault(name) + 1;
            }
        }

        return inner.Write(records, cancel);
    }

    public Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel)
    {
        foreach (var record in records)
        foreach (var problem in record.Problems.DistinctBy(problem => (problem.Column, problem.Reason)))
        {
            var key = (record.Record.File, problem.Column, problem.Reason);
            groups[key] = groups.TryGetValue(key, out var group)
                ? group with { Records = group.Records + 1 }
                : new QuarantineGroup(record.Record.File, problem.Column, problem.Reason, problem.Fix, record.Record.Row, 1);
        }

        return inner.Quarantine(records, cancel);
    }

    public Task<ImportAccount> Finish(ImportState state, ImportAccount account) => inner.Finish(state, account);
}
