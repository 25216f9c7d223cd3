namespace Tessera.Sources.Tests.Mef;

/// <summary>The adversarial rows: the patient list names patient 123 only.</summary>
public sealed class BadRowsTests(BuiltInDefinitions built)
{
    [Fact]
    public void The_two_good_observations_are_kept()
    {
        var kept = Read().OfType<Extracted>().Where(outcome => outcome.Record.File == "observation-information.csv").ToList();
        Assert.Equal([2, 4], kept.Select(outcome => outcome.Record.Row));
        Assert.Equal(["8302-2", "8867-4"], kept.Select(outcome => Code(outcome.Resources[0])));
    }

    [Fact]
    public void The_rest_is_in_quarantine_with_file_row_column_and_reason()
    {
        string[] expected =
        [
            "condition-information.csv 2 dateOfDiagnosis: the text is not a date",
            "condition-information.csv 3 dateOfDiagnosis: there is no such day in the calendar",
            "condition-information.csv 3 clinicalStatus: the code is not one of condition-clinical",
            "condition-information.csv 4 dateOfDiagnosis: day and month of the date cannot be told apart",
            "cancer-disease-status-information.csv 2 conditionId: no Condition of this patient has this id",
            "cancer-disease-status-information.csv 4 conditionId: no Condition of this patient has this id",
            "observation-information.csv 3 observationId: the cell is empty, and the layout requires it",
        ];
        var found = Read().OfType<Quarantined>().SelectMany(outcome => outcome.Problems, (outcome, problem) => $"{outcome.Record.File} {outcome.Record.Row} {problem.Column}: {problem.Reason}");
        Assert.Equal(expected, found);
        Assert.All(Read().OfType<Quarantined>().SelectMany(outcome => outcome.Problems), problem => Assert.NotEmpty(problem.Fix));
    }

    [Fact]
    public void Rows_of_patients_who_are_not_listed_are_ignored()
    {
        var ignored = Read().OfType<Ignored>().ToList();
        Assert.Equal(["patient-information.csv 3", "patient-information.csv 4", "cancer-disease-status-information.csv 3"], ignored.Select(outcome => $"{outcome.Record.File} {outcome.Record.Row}"));
        Assert.All(ignored, outcome => Assert.Equal("the patient is not on the patient list", outcome.Rule));
    }

    private List<RecordOutcome> Read()
    {
        using var folder = MefFolder.With(Path.Combine(Repository.Suite("extraction"), "bad-rows"));
        return folder.Read(built.Definitions);
    }

    private static string? Code(ExtractedResource resource)
    {
        foreach (var coding in resource.Document.Root["code"]["coding"].Items) return coding.Text("code");
        return null;
    }
}
