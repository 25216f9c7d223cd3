namespace Tessera.Sources.Drafting;

/// <summary>Drafts what a file becomes: patients, and what its rows say of them.</summary>
internal sealed class TableDraft(RoleFinder roles, string name, string file, string source)
{
    private readonly ResourceDraft resources = new(roles, source);

    private bool HasPatients => roles[ColumnRole.Birth] is not null || roles[ColumnRole.Sex] is not null || (roles[ColumnRole.Family] is not null && roles[ColumnRole.Given] is not null);

    private ColumnSample Patient => roles[ColumnRole.Patient]!.Column;

    /// <summary>Writes the tables of the file: one, or two when a patient has several rows.</summary>
    public void Write(DraftText text)
    {
        text.Comment(1, $"{Path.GetFileName(roles.File.Path)}: {roles.File.Rows} rows were looked at, headers read as {roles.Language}.");
        foreach (var header in roles.File.Repeated)
            text.Comment(1, $"Several columns are called {DraftText.Scalar(header)}: name them apart in the export. A table that reads one of them is refused.");
        if (HasPatients && (Patient.IsUnique || !resources.HasEvents)) WriteTable(text, name, withPatients: true, withEvents: resources.HasEvents);
        else
        {
            if (HasPatients) WriteTable(text.Comment(1, "A patient has several rows; what they say of the patient is read once."), name + "-patients", withPatients: true, withEvents: false);
            WriteTable(text, name, withPatients: false, withEvents: true);
        }
    }

    private void WriteTable(DraftText text, string table, bool withPatients, bool withEvents)
    {
        text.Line(1, $"{table}:").Line(2, $"files: {DraftText.Scalar(file)}");
        new FormatDraft(roles.File, roles.Language).Write(text);
        text.Line(2, $"patient: {DraftText.Scalar(Patient.Header)}", $"the patient's number; {roles[ColumnRole.Patient]!.Confidence}");
        WriteKey(text, withPatients);
        WriteIgnored(text, withPatients, withEvents);
        text.Line(2, "resources:");
        if (withPatients) resources.WritePatient(text);
        if (withEvents) resources.WriteEvents(text);
        text.Blank();
    }

    private void WriteKey(DraftText text, bool withPatients)
    {
        if (withPatients) text.Line(2, $"key: {DraftText.Scalar(Patient.Header)}", "a patient is one record");
        else if (roles[ColumnRole.Key] is { } key) text.Line(2, $"key: {DraftText.Scalar(key.Column.Header)}", $"the record's own number; {key.Confidence}");
        else
        {
            var columns = resources.EventColumns.Prepend(Patient).Distinct().Select(column => DraftText.Scalar(column.Header));
            text.Line(2, $"identifiedBy: [{string.Join(", ", columns)}]", "no column holds a number of the record itself: a corrected row is a new record");
        }
    }

    private void WriteIgnored(DraftText text, bool withPatients, bool withEvents)
    {
        // Two rows of a patient say the same only when nothing else is read from them.
        if (withPatients && !withEvents && resources.HasEvents) return;
        var other = !withPatients && HasPatients ? resources.PatientColumns : [];
        var used = (withPatients ? resources.PatientColumns : []).Concat(withEvents ? resources.EventColumns : []).Append(Patient).ToHashSet();
        if (!withPatients && roles[ColumnRole.Key] is { } key) used.Add(key.Column);
        var left = roles.File.Columns.Where(column => !used.Contains(column)).ToList();
        if (left.Count == 0) return;
        text.Line(2, "ignore:", "every column that feeds nothing, with the reason");
        foreach (var column in left)
        {
            var why = other.Contains(column) ? $"read by the table {name}-patients" : MappingDraft.NotDecided;
            text.Line(3, $"{DraftText.Scalar(column.Header)}: {why}", why == MappingDraft.NotDecided ? Description(column) : null);
        }
    }

    private static string Description(ColumnSample column) =>
        column.Filled == 0 ? "always empty" : column.HoldsDates ? "dates" : column.Nearly(column.Numbers) ? "numbers" : column.HoldsDiagnoses ? "ICD-10 codes" : column.Nearly(column.Morphology) ? "ICD-O morphology: mcode-histology-morphology-behavior takes it" : column.Words.Count > 0 ? column.Words.Count == 1 ? "always the same word" : $"{column.Words.Count} different words" : "text";
}
