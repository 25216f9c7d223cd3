using Tessera.Fhir.Json;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tables;

/// <summary>Reads the files of a source: first ahead, to know which records there are, then row by row. Memory holds some bytes per record, never
/// the records.</summary>
/// <param name="context">What the rules need beside the rows.</param>
/// <param name="files">The files, what others refer to first.</param>
/// <param name="patients">The numbers of the patients that are wanted; null for all.</param>
/// <param name="names">Vocabulary of the documents.</param>
internal sealed class TableReading(SourceContext context, IReadOnlyList<SourceFile> files, IReadOnlySet<string>? patients, NameTable names)
{
    /// <summary>Exactly one outcome per row.</summary>
    /// <exception cref="IOException">A file can no longer be read.</exception>
    public IEnumerable<RecordOutcome> Read(CancellationToken cancel)
    {
        ReadAhead.Run(files, context, patients, cancel);
        var last = files.GroupBy(file => file.Layout.Name, StringComparer.Ordinal).Select(of => of.Last()).ToHashSet();
        foreach (var file in files)
        {
            foreach (var outcome in Read(file, cancel)) yield return outcome;
            if (last.Contains(file)) context.Keys.Forget(file.Layout.Name);
        }
    }

    private IEnumerable<RecordOutcome> Read(SourceFile file, CancellationToken cancel)
    {
        using var table = file.Open();
        using var writer = new RowWriter(file, files, context, patients, names);
        if (table.HeaderPlace.Problem is { } problem)
        {
            yield return writer.Unreadable(table.HeaderPlace with { Problem = $"the header cannot be read: {problem}" });
        }
        foreach (var row in file.Rows(table))
        {
            cancel.ThrowIfCancellationRequested();
            if (writer.Outcome(row) is { } outcome) yield return outcome;
        }
    }
}
