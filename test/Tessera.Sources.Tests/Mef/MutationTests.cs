using System.Text;

namespace Tessera.Sources.Tests.Mef;

/// <summary>Changes one cell of each of the 176 columns in turn: the change must show in the output, in what is ignored, or in the quarantine.
/// A column whose change shows nowhere is data lost in silence.</summary>
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

    [Fact]
    public void A_changed_cell_of_any_column_is_seen()
    {
        var extraction = Repository.Suite("extraction");
        var columns = File.ReadAllLines(Path.Combine(extraction, "mef", "csv-columns.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(176, columns.Count);

        using var folder = MefFolder.With(Path.Combine(extraction, "mef", "sample-csv"));
        var before = Describe(folder.Read(built.Definitions));
        var unseen = new List<string>();
        foreach (var column in columns)
        {
            var file = Files[column[0]] + "-information.csv";
            var text = folder.ReadFile(file);
            foreach (var change in new[] { "changed", "plausible", "emptied" })
            {
                folder.Write(file, Mutate(text, column[1], change));
                if (Describe(folder.Read(built.Definitions)) == before) unseen.Add($"{column[0]}.{column[1]} {change}");
            }
            folder.Write(file, text);
        }
        Assert.Empty(unseen);
    }

    // The first filled cell of the column, or the first one at all.
    private static string Mutate(string text, string column, string change)
    {
        var lines = text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r').Split(',')).ToList();
        var at = Array.IndexOf(lines[0], column);
        Assert.True(at >= 0, $"the sample has no column {column}");
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

    private static string Describe(List<RecordOutcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var outcome in outcomes)
        {
            text.Append(outcome.Record).Append(outcome.Cells.Used).AppendLine();
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
