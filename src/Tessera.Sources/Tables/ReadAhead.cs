using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tables;

/// <summary>The first pass: which records there are, which contradict each other and which of them are good, so that the second pass links only to what will exist.
/// What it keeps is some bytes per record.</summary>
internal static class ReadAhead
{
    /// <summary>Reads the files that others refer to, and from the others which records they refer to.</summary>
    public static void Run(IReadOnlyList<SourceFile> files, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        context.IsReadingAhead = true;
        foreach (var file in files)
            if (file.Layout.Follows.Count > 0) NoteFollowed(file, context, cancel);
        foreach (var table in files.GroupBy(file => file.Layout.Name, StringComparer.Ordinal))
        {
            // Which of two rows is true nobody can tell: neither is, and what refers to them has to know before it is judged itself.
            foreach (var file in table) Compare(file, context, patients, cancel);
            context.Keys.EndComparing(table.Key);
            foreach (var file in table)
                if (file.Layout.IsReferredTo) Declare(file, context, patients, cancel);
        }

        context.IsReadingAhead = false;
    }

    private static void NoteFollowed(SourceFile file, SourceContext context, CancellationToken cancel)
    {
        using var table = file.Open();
        var row = new TableRow(file.Layout, file, context);
        foreach (var read in file.Rows(table))
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Problem is not null) continue;
            row.Load(read);
            foreach (var (column, fact) in file.Layout.Follows)
                if (row[column] is { } record) context.Keys.Note(fact, row.Patient, record);
        }
    }

    private static void Compare(SourceFile file, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        using var table = file.Open();
        var row = new TableRow(file.Layout, file, context);
        foreach (var read in file.Rows(table))
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Problem is not null) continue;
            row.Load(read);
            if (row.IsBlank || patients?.Contains(row.Patient) == false || !file.Layout.Takes(row)) continue;
            context.Keys.Compare(file.Layout.Name, row.Patient, row.Key, row.Content, file.Number, read.Number);
        }
    }

    private static void Declare(SourceFile file, SourceContext context, IReadOnlySet<string>? patients, CancellationToken cancel)
    {
        using var table = file.Open();
        using var evaluation = new RowEvaluation(file.Layout);
        var row = new TableRow(file.Layout, file, context);
        foreach (var read in file.Rows(table))
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Problem is not null) continue;
            row.Load(read);
            if (row.IsBlank || patients?.Contains(row.Patient) == false) continue;
            var list = file.Layout.Name;
            var good = HasPatient(context, file, row) && context.Keys.Contradicts(list, row.Patient, row.Key, row.Content) is null && evaluation.IsGood(row);
            context.Keys.Declare(list, row.Patient, row.Key, row.Content, file.Number, read.Number, good);
            if (good) DeclareConditional(file, row, context, read.Number);
            if (good) file.Layout.Note(row, context.Keys.Holds(list, row.Patient, row.Key, file.Number, read.Number));
        }
    }

    // Which rows have a resource that others of their table do not have.
    private static void DeclareConditional(SourceFile file, Row row, SourceContext context, int number)
    {
        foreach (var rule in file.Layout.Resources)
            if (rule.IsConditional && rule.Exists(row)) context.Keys.Declare(ResourceRule.ConditionalList(rule.List), row.Patient, row.Key, row.Content, file.Number, number, extracted: true);
    }

    private static bool HasPatient(SourceContext context, SourceFile file, Row row) =>
        context.PatientList is not { } list || file.Layout.IsPatients || file.Layout.PatientColumn is null || context.Keys.IsExtracted(list, row.Patient, row.Patient);
}
