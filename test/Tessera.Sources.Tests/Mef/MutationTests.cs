using System.Text;

namespace Tessera.Sources.Tests.Mef;

/// <summary>Changes one cell of each of the 176 columns in turn, and empties it: the change must show in the resources, among what is ignored for a
/// stated reason, or in the quarantine. A column whose change shows nowhere is data lost in silence.</summary>
public sealed class MutationTests(BuiltInDefinitions built)
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["CancerDiseaseStatus"] = "cancer-disease-status", ["Condition"] = "condition", ["Patient"] = "patient",
        ["ClinicalTrialInformation"] = "clinical-trial", ["TreatmentPlanChange"] = "treatment-plan-change", ["Staging"] = "staging",
        ["CancerRelatedMedicationAdministration"] = "cancer-related-medication-administration",
        ["CancerRelatedMedicationRequest"] = "cancer-related-medication-request", ["Procedure"] = "procedure", ["Observation"] = "observation",
        ["AdverseEvent"] = "adverse-event", ["CTCAdverseEvent"] = "ctc-adverse-event", ["Encounter"] = "encounter", ["Appointment"] = "appointment",
    };

    // A cell that says what would be assumed without it may be emptied without a trace.
    private static readonly string[] SaysTheDefault =
    [
        "AdverseEvent.actuality emptied", "AdverseEvent.categoryCodeSystem emptied", "AdverseEvent.seriousnessCodeSystem emptied",
        "CTCAdverseEvent.categoryCodeSystem emptied", "CTCAdverseEvent.seriousnessCodeSystem emptied",
    ];

    [Fact]
    public void A_changed_cell_of_any_column_of_the_samples_is_seen()
    {
        var extraction = Repository.Suite("extraction");
        var columns = File.ReadAllLines(Path.Combine(extraction, "mef", "csv-columns.csv")).Skip(1).Select(line => line.Split(',')).Select(line => (Layout: line[0], Column: line[1])).ToList();
        using var folder = MefFolder.With(Path.Combine(extraction, "mef", "sample-csv"));
        AssertSeen(folder, columns, SaysTheDefault);
    }

    [Fact]
    public void A_changed_cell_of_any_column_of_a_row_that_fills_them_all_is_seen()
    {
        using var folder = FullRows.Write();
        var columns = Files.SelectMany(file => folder.ReadFile(FileOf(file.Key)).Split('\n')[0].Split(',').Select(column => (file.Key, column))).ToList();
        // The records that the causes name are there, so they are found without their types.
        AssertSeen(folder, columns, ["AdverseEvent.suspectedCauseType emptied", "CTCAdverseEvent.suspectedCauseType emptied"]);
    }

    private void AssertSeen(MefFolder folder, List<(string Layout, string Column)> columns, string[] except)
    {
        Assert.Equal(176, columns.Count);
        var source = folder.Open(built.Definitions);
        var before = Describe(source);
        var unseen = new List<string>();
        foreach (var (layout, column) in columns)
        {
            var text = folder.ReadFile(FileOf(layout));
            foreach (var change in new[] { "changed", "plausible", "emptied" })
            {
                folder.Write(FileOf(layout), Mutate(text, column, change));
                if (Describe(source) == before) unseen.Add($"{layout}.{column} {change}");
            }
            folder.Write(FileOf(layout), text);
        }
        Assert.Empty(unseen.Except(except));
    }

    private static string FileOf(string layout) => Files[layout] + "-information.csv";

    // The first filled cell of the column, or the first one at all.
    private static string Mutate(string text, string column, string change)
    {
        var lines = text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r').Split(',')).ToList();
        var at = Array.IndexOf(lines[0], column);
        Assert.True(at >= 0, $"the file has no column {column}");
        var row = Math.Max(lines.FindIndex(1, cells => at < cells.Length && cells[at].Length > 0), 1);
        lines[row][at] = change switch
        {
            "changed" => "changed-" + lines[row][at],
            "plausible" => Plausible(lines[row][at]),
            _ => "",
        };
        return string.Join("\n", lines.Select(cells => string.Join(",", cells)));
    }

    private static string Plausible(string value) => value switch
    {
        "" => "1",
        _ when value[^1] is >= '0' and <= '8' => value[..^1] + (char)(value[^1] + 1),
        _ => value + "1",
    };

    // Not how many cells were used: a cell that counts as used and shows nowhere is what the test is for.
    private static string Describe(Sources.Mef.MefSource source)
    {
        var text = new StringBuilder();
        foreach (var outcome in source.Read(TestContext.Current.CancellationToken))
        {
            text.Append(outcome.Record.File).Append(outcome.Record.Row).Append(outcome.Record.Patient).AppendLine();
            foreach (var cell in outcome.Cells.IgnoredCells) text.Append(cell).AppendLine();
            if (outcome is Quarantined quarantined)
            {
                foreach (var problem in quarantined.Problems) text.Append(problem).AppendLine();
                foreach (var cell in quarantined.Row) text.Append(cell).AppendLine();
            }
            if (outcome is Extracted extracted)
                foreach (var resource in extracted.Resources) text.Append(resource.Document.Root.ToString()).AppendLine();
        }
        return text.ToString();
    }
}
