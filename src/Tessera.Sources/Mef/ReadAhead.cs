using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using Tessera.Sources.Mef.Layouts;

namespace Tessera.Sources.Mef;

/// <summary>The first pass: which records there are and which of them are good, so that the second pass links only to what will exist.
/// What it keeps is some bytes per record.</summary>
internal static class ReadAhead
{
    /// <summary>Reads the files that others refer to, and from the others which conditions they follow.</summary>
    public static void Run(IReadOnlyList<SourceFile> files, SourceContext context, HashSet<string> patients, CancellationToken cancel)
    {
        context.IsReadingAhead = true;
        foreach (var file in files)
            if (file.Layout.FollowsCondition is { } column) NoteFollowed(file, column, context, cancel);
        foreach (var file in files)
            if (file.Layout.IsReferredTo) Declare(file, context, patients, cancel);
        context.IsReadingAhead = false;
    }

    private static void NoteFollowed(SourceFile file, string column, SourceContext context, CancellationToken cancel)
    {
        using var table = file.Open();
        var row = new Row(file.Layout, file, context);
        foreach (var read in table.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Problem is not null) continue;
            row.Load(read);
            if (row[column] is { } condition) context.Keys.Note(RecordFact.Followed, row.Patient, condition);
        }
    }

    private static void Declare(SourceFile file, SourceContext context, HashSet<string> patients, CancellationToken cancel)
    {
        using var table = file.Open();
        using var evaluation = new RowEvaluation(file.Layout);
        var row = new Row(file.Layout, file, context);
        foreach (var read in table.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            if (read.Problem is not null) continue;
            row.Load(read);
            if (row.IsBlank || !patients.Contains(row.Patient)) continue;
            var good = HasPatient(context, file, row) && evaluation.IsGood(row);
            var list = file.Layout.Name;
            context.Keys.Declare(list, row.Patient, row.Key, row.Content, file.Number, read.Number, good);
            if (good) Note(row, list, file, read.Number);
        }
    }

    private static bool HasPatient(SourceContext context, SourceFile file, Row row) =>
        !context.HasPatients || file.Layout.Name == PatientLayout.Name || context.Keys.IsExtracted(PatientLayout.Name, row.Patient, row.Patient);

    private static void Note(Row row, string list, SourceFile file, int number)
    {
        var keys = row.Context.Keys;
        if (list == ConditionLayout.Name && keys.Holds(list, row.Patient, row.Key, file.Number, number) && ConditionLayout.Kind(row) == CancerConditionKind.Primary)
            keys.Note(RecordFact.Primary, row.Patient, row.Key);
        if (list != TrialLayout.Name) return;
        var study = TrialLayout.StudyKey(row);
        keys.Declare(TrialLayout.StudyList, "", study, 0, file.Number, number, true);
        row.Context.Studies.Add(row.Patient, row["trialResearchID"]!, study);
    }
}
