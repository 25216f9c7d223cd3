using Tessera.Fhir.Json;
using Tessera.Sources.Csv;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tables;

/// <summary>The second pass over one file: what becomes of each row.</summary>
internal sealed class RowWriter(SourceFile file, IReadOnlyList<SourceFile> files, SourceContext context, IReadOnlySet<string>? patients, NameTable names)
    : IDisposable
{
    /// <summary>Why rows of other patients are left out.</summary>
    public const string NotListed = "the patient is not on the patient list";

    /// <summary>Why rows are left out that no resource of their table is for.</summary>
    public const string NothingApplies = "none of the table's resources is for such a row";

    private readonly TableRow row = new(file.Layout, file, context);
    private readonly RowEvaluation evaluation = new(file.Layout);
    private string? contradiction;

    /// <summary>The outcome of a row, or null when the row is blank.</summary>
    public RecordOutcome? Outcome(CsvRow read)
    {
        if (read.Problem is not null) return Unreadable(read);
        row.Load(read);
        if (row.IsBlank) return null;
        var record = Record(read);
        if (row.Patient.Length > 0 && patients?.Contains(row.Patient) == false) return new Ignored(record, new CellAccount(0, row.Filled, 0), NotListed);
        if (context.Since is { } since && row.IsRecordedBefore(since)) return new Ignored(record, new CellAccount(0, row.Filled, 0), $"the row was recorded before {since:O}");
        CheckPatient();
        CheckContradiction();
        var resources = row.Problems.Count == 0 ? evaluation.Evaluate(row) : [];
        if (row.Problems.Count > 0) return Quarantine(record);
        if (resources.Count == 0) return new Ignored(record, new CellAccount(0, row.Filled, 0), NothingApplies);
        if (Documents(resources) is not { } documents) return Quarantine(record);
        return (RecordOutcome?)Twice(record) ?? new Extracted(record, row.Account(), documents) { Text = Text };
    }

    /// <inheritdoc/>
    public void Dispose() => evaluation.Dispose();

    /// <summary>The outcome of a row that cannot be read.</summary>
    public Quarantined Unreadable(CsvRow read)
    {
        // After a cell over several lines an editor counts otherwise than a spreadsheet.
        var place = read.Line == read.Number ? "the row at this line" : $"row {read.Number}, which begins in line {read.Line} of the file,";
        var problem = new CellProblem(null, read.Problem!, $"Correct {place} or export the file again.");
        return new Quarantined(Record(read) with { Patient = "" }, new CellAccount(0, 0, read.Pieces), [problem]);
    }

    private SourceRecord Record(CsvRow read) => new(context.Source, file.Name, read.Number, row.Patient)
    {
        Line = read.Line, Correction = read.Correction, Mark = read.Problem is null && context.MarkColumn is { } column ? row.Day(column) : null,
    };

    private RowText Text => new(file.Header, row.Place.Cells);

    private Quarantined Quarantine(SourceRecord record) =>
        new(record, new CellAccount(0, 0, row.Filled), row.Problems.ToArray()) { Row = row.Cells(), Text = Text, Stands = Stands() };

    // What the row gives follows from its patient and its key alone: while these are good, its resources are known though the rest is bad.
    private List<(string Type, string Id)>? Stands()
    {
        if (row.Patient.Length == 0 || row.Problems.Any(problem => problem.Reason != contradiction && (problem.Column is not { } column || IdentifiesRow(column)))) return null;
        return file.Layout.Resources.Any(rule => rule.Shared is not null) ? null : [.. file.Layout.Resources.Select(rule => (rule.Type, rule.IdOf(row)))];
    }

    // A patient's own row does not move from one patient to another.
    private long? RecordKey(ResourceRule rule) =>
        row.HasKey && row.Patient.Length > 0 && rule.Shared is null && !file.Layout.IsPatients ? unchecked((long)StableHash.Of(rule.Type, rule.List, row.Key)) : null;

    private bool IdentifiesRow(string column) =>
        column == file.Layout.PatientColumn || column == file.Layout.KeyColumn || (!row.HasKey && file.Layout.IdentifyingColumns.Contains(column, StringComparer.OrdinalIgnoreCase));

    private void CheckPatient()
    {
        if (context.PatientList is not { } list || file.Layout.IsPatients || row.Patient.Length == 0) return;
        var keys = context.Keys;
        if (keys.PatientKey(list, row.Patient) is not { } key)
        {
            row.Problem(file.Layout.PatientColumn!, "the patient has several rows in the patient file, each with another id", "Keep one row for each patient there.");
            return;
        }

        if (keys.IsExtracted(list, row.Patient, key)) return;
        if (keys.IsDeclared(list, row.Patient, key))
            row.Problem(file.Layout.PatientColumn!, "the patient's own row is in quarantine", "Correct the row in the patient file first.");
        else row.Problem(file.Layout.PatientColumn!, "the patient has no row in the patient file", "Add the patient there, or correct the number.");
    }

    // Two different records under one key would overwrite each other, and nothing says which of them is true.
    private void CheckContradiction()
    {
        contradiction = null;
        if (context.Keys.Contradicts(file.Layout.Name, row.Patient, row.Key, row.Content) is not { } other || !file.Layout.Takes(row)) return;
        var column = row.HasKey ? file.Layout.KeyColumn! : file.Layout.IdentifyingColumns[0];
        var same = row.HasKey ? "id" : "content where the layout tells rows apart";
        contradiction = $"{Place(other.File, other.Row)} has the same {same} and says something else";
        row.Problem(column, contradiction, "Keep one of the two, or give each an id of its own.");
    }

    // The same record twice is harmless.
    private Ignored? Twice(SourceRecord record) =>
        context.Keys.Claim(file.Layout.Name, row.Patient, row.Key, row.Content, file.Number, row.Place.Number) is not { } first ? null
        : new Ignored(record, new CellAccount(0, row.Filled, 0), $"the row says the same as {Place(first.File, first.Row)}");

    private string Place(short number, int at) => $"row {at}{(number == file.Number ? "" : $" of {files[number].Name}")}";

    // Beyond the limits of a document, such as a number of thousands of digits, a row is bad input like any other.
    private ExtractedResource[]? Documents(List<(ResourceRule Rule, string Id, byte[] Json, ElementOrigin[] Origins)> resources)
    {
        var documents = new ExtractedResource[resources.Count];
        for (var i = 0; i < documents.Length; i++)
        {
            var (rule, id, json, origins) = resources[i];
            if (!FhirDocument.TryParse(json, names, out var document, out var issue))
            {
                row.Problem($"a value is beyond the limits of a document: {issue.Message}", "Shorten or correct the value.");
                return null;
            }
            documents[i] = new ExtractedResource(rule.Type, id, document, file.Layout.Mapping, origins) { RecordKey = RecordKey(rule) };
        }
        return documents;
    }
}
