using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tables;

/// <summary>What is found out before the first row is taken: which records there are, which contradict each other and which of them are good, so that
/// only what will exist is linked to. What it keeps is some bytes per record.</summary>
internal static class ReadAhead
{
    /// <summary>Reads all files for their keys and for which records they refer to, and those that others refer to for which of their rows are good.</summary>
    public static void Run(IReadOnlyList<SourceFile> files, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        context.IsReadingAhead = true;
        IGrouping<string, SourceFile>[] tables = [.. files.GroupBy(file => file.Layout.Name, StringComparer.Ordinal)];
        var repeated = Array.ConvertAll(tables, table => Survey(table, context, patients, cancel));
        for (var i = 0; i < tables.Length; i++)
        {
            // Which of two rows is true nobody can tell: neither is, and what refers to them has to know before it is judged itself.
            if (repeated[i].Count > 0) Compare(tables[i], repeated[i], context, patients, cancel);
            foreach (var file in tables[i])
                if (file.Layout.IsReferredTo) Declare(file, context, patients, cancel);
        }

        context.IsReadingAhead = false;
    }

    // Notes what rows refer to. Gives the keys that several rows have: in most tables none, so that nothing more has to be known of its rows.
    private static HashSet<ulong> Survey(IEnumerable<SourceFile> table, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        var (seen, repeated) = (new HashSet<ulong>(), new HashSet<ulong>());
        foreach (var file in table)
            foreach (var row in Rows(file, context, cancel))
            {
                foreach (var (column, fact) in file.Layout.Follows)
                    if (row[column] is { } record) context.Keys.Note(fact, row.Patient, record);
                if (!IsAsked(row, patients)) continue;
                var key = StableHash.Of(row.Patient, row.Key);
                if (!seen.Add(key)) repeated.Add(key);
            }

        return repeated;
    }

    private static void Compare(IEnumerable<SourceFile> table, HashSet<ulong> repeated, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        var first = new Dictionary<ulong, (ulong Content, int Row, short File)>();
        foreach (var file in table)
            foreach (var row in Rows(file, context, cancel))
            {
                if (!IsAsked(row, patients)) continue;
                var key = StableHash.Of(row.Patient, row.Key);
                if (!repeated.Contains(key) || !file.Layout.Takes(row)) continue;
                if (first.TryAdd(key, (row.Content, row.Number, file.Number))) continue;
                if (first[key].Content != row.Content) context.Keys.Contradict(file.Layout.Name, key, first[key], (row.Number, file.Number));
            }
    }

    private static void Declare(SourceFile file, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        using var evaluation = new RowEvaluation(file.Layout);
        foreach (var row in Rows(file, context, cancel))
        {
            if (!IsAsked(row, patients)) continue;
            var list = file.Layout.Name;
            var good = HasPatient(context, file, row) && context.Keys.Contradicts(list, row.Patient, row.Key, row.Content) is null && evaluation.IsGood(row);
            context.Keys.Declare(list, row.Patient, row.Key, row.Content, file.Number, row.Number, good);
            if (file.Layout.IsPatients) context.Keys.DeclarePatient(list, row.Patient, row.Key);
            if (good) DeclareConditional(file, row, context, row.Number);
            if (good) file.Layout.Note(row, context.Keys.Holds(list, row.Patient, row.Key, file.Number, row.Number));
        }
    }

    // Which rows have a resource that others of their table do not have.
    private static void DeclareConditional(SourceFile file, Row row, SourceContext context, int number)
    {
        foreach (var rule in file.Layout.Resources)
            if (rule.IsConditional && rule.Exists(row)) context.Keys.Declare(ResourceRule.ConditionalList(rule.List), row.Patient, row.Key, row.Content, file.Number, number, extracted: true);
    }

    private static bool IsAsked(TableRow row, IReadOnlySet<string>? patients) => !row.IsBlank && patients?.Contains(row.Patient) != false;

    // The rows that can be read, one after another in the same object.
    private static IEnumerable<TableRow> Rows(SourceFile file, SourceContext context, CancellationToken cancel)
    {
        using var table = file.Open();
        var row = new TableRow(file.Layout, file, context);
        foreach (var read in file.Rows(table))
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Problem is not null) continue;
            row.Load(read);
            yield return row;
        }
    }

    private static bool HasPatient(SourceContext context, SourceFile file, Row row) =>
        context.PatientList is not { } list || file.Layout.IsPatients || file.Layout.PatientColumn is null || (context.Keys.PatientKey(list, row.Patient) is { } key && context.Keys.IsExtracted(list, row.Patient, key));
}
