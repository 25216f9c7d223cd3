using Tessera.Fhir;

namespace Tessera.Sources.Tests.Mapping.Language;

/// <summary>The columns that a mapping reads and those that its files have.</summary>
public sealed class HeaderTests(BuiltInDefinitions built)
{
    // Line 1 is source, line 12 valueString.
    private const string Mapping = """
        source: a
        tables:
          labs:
            files: labs.csv
            patient: N
            key: L
            resources:
              - resource: Observation
                status: final
                code: { text: $Test }
                subject: patient
                valueString: $Value
                effectiveDateTime: $Day
        """;

    [Fact]
    public void A_column_that_the_file_lacks_is_an_error_with_the_headers_of_the_file()
    {
        using var folder = new MappedFolder(built.Definitions);
        var issue = Assert.Single(folder.Write("labs.csv", "N,L,Test,Valeu,Day\n1,1,Hb,12,2020-01-01\n").Issues(Mapping));
        Assert.Equal((12, 22, "labs.csv has no column 'Value', and the table 'labs' reads it"), (issue.Line, issue.Column, issue.Message));
        Assert.Equal("Write Valeu in the mapping, as the file does. labs.csv has: N, L, Test, Valeu, Day. If files may lack it, name it below 'optional'.", issue.Fix);
    }

    [Fact]
    public void What_files_may_lack_is_named_below_optional()
    {
        using var folder = new MappedFolder(built.Definitions);
        var optional = Mapping.Replace("    key: L\n", "    key: L\n    optional: [Val*, Day]\n", StringComparison.Ordinal);
        Assert.IsType<Extracted>(Assert.Single(folder.Write("labs.csv", "N,L,Test\n1,1,Hb\n").Read(optional)));
        Assert.Equal(["7: 'Dya' is no column that the table reads"], folder.Mistakes(optional.Replace("Day]", "Dya]", StringComparison.Ordinal)));
        Assert.Equal(["7: 'L' is required and cannot be optional as well"], folder.Mistakes(optional.Replace("Day]", "Day, L]", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_column_that_is_only_ignored_may_be_missing_and_one_that_is_not_named_is_told()
    {
        using var folder = new MappedFolder(built.Definitions);
        var ignoring = Mapping.Replace("    key: L\n", "    key: L\n    ignore: { Comment: not wanted }\n", StringComparison.Ordinal);
        var outcome = Assert.Single(folder.Write("labs.csv", "N,L,Test,Value,Day,Ward\n1,1,Hb,12,2020-01-01,7B\n").Read(ignoring));
        Assert.Equal(("Ward", IgnoredCell.Unread), (outcome.Cells.IgnoredCells.Single().Column, outcome.Cells.IgnoredCells.Single().Rule));
    }

    [Fact]
    public void What_another_table_reads_of_the_same_file_is_not_told_as_left_out_by_all()
    {
        using var folder = new MappedFolder(built.Definitions);
        var both = Mapping + "\n" + """
              people:
                files: labs.csv
                patient: N
                key: N
                resources:
                  - resource: Patient
                    name: { family: $Name }
            """;
        var cells = folder.Write("labs.csv", "N,L,Test,Value,Day,Name\n1,1,Hb,12,2020-01-01,Doe\n").Read(both).OfType<Extracted>().SelectMany(outcome => outcome.Cells.IgnoredCells);
        Assert.Equal(["the table labs reads it", "the table people reads it"], cells.Select(cell => cell.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_columns_written_as_one_are_told_how_to_stand_together()
    {
        using var folder = new MappedFolder(built.Definitions);
        var issue = Assert.Single(folder.Write("labs.csv", "N,L,Test,Value,Day,Hour\n1,1,Hb,12,2020-01-01,09:00\n").Issues(Mapping.Replace("$Day", "$Day $Hour", StringComparison.Ordinal)));
        Assert.StartsWith("Write columns that make one text together as \"{$Day} {$Hour}\".", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_another_delimiter_is_one_error_and_not_one_for_each_column()
    {
        using var folder = new MappedFolder(built.Definitions);
        var issue = Assert.Single(folder.Write("labs.csv", "N;L;Test;Value;Day\n1;1;Hb;12;2020-01-01\n").Issues("format: { delimiter: \",\" }\n" + Mapping));
        Assert.Equal("labs.csv has none of the columns that the table 'labs' reads", issue.Message);
    }

    [Fact]
    public void The_cell_that_is_wrong_is_told_and_so_are_row_and_line_where_they_differ()
    {
        using var folder = new MappedFolder(built.Definitions);
        var measured = Mapping.Replace("valueString: $Value", "valueQuantity: { measured: $Value, unit: $Day }", StringComparison.Ordinal).Replace("        effectiveDateTime: $Day", "", StringComparison.Ordinal);
        Assert.Equal(["2 Day: the cell has a control character, which is no text", "3 Day: the cell is no unit"],
            MappedFolder.Problems(folder.Write("labs.csv", "N,L,Test,Value,Day\n1,1,Hb,12,m\0g\n1,2,Hb,12,5 mg\n1,3,Hb,12,1\n1,4,Hb,12,10*9/L\n1,5,Hb,12,Stk\n").Read(measured)));
        var outcomes = folder.Write("labs.csv", "N,L,Test,Value,Day\n1,1,\"H\nb\",12,mg\n1,2,Hb\n").Read(measured);
        Assert.Equal("Correct row 3, which begins in line 4 of the file, or export the file again.", outcomes.OfType<Quarantined>().Single().Problems[0].Fix);
    }

    [Fact]
    public void Nobody_is_born_in_the_future_and_what_a_table_says_of_a_column_counts_first()
    {
        using var folder = new MappedFolder(built.Definitions);
        const string People = "source: a\nformat: { dates: [dd/MM/yy, dd/MM/yyyy], centuryFrom: 1980 }\ntables:\n  p:\n    files: p.csv\n    patient: N\n    key: N\n    dates: { Died: [MM/dd/yyyy] }\n    resources:\n      - resource: Patient\n        birthDate: $Born\n        deceasedDateTime: $Died\n";
        var outcomes = folder.Write("p.csv", "N,Born,Died\n1,05/06/79,\n2,05/06/81,05/06/2020\n3,05/06/2979,\n").Read(People);
        Assert.Equal(["2 Born: the date lies in the future", "4 Born: the year is not between 1850 and 2150"], MappedFolder.Problems(outcomes));
        Assert.Equal("1981-06-05 2020-05-06", $"{MappedFolder.Json(outcomes)[0]["birthDate"]} {MappedFolder.Json(outcomes)[0]["deceasedDateTime"]}");
    }

    [Fact]
    public void A_column_that_is_there_twice_is_refused()
    {
        using var folder = new MappedFolder(built.Definitions);
        Assert.Equal(["12: labs.csv has the column 'value' twice, the second time in place 6"], folder.Write("labs.csv", "N,L,Test,Value,Day,value\n1,1,Hb,12,2020-01-01,13\n").Mistakes(Mapping));
    }

    [Fact]
    public void A_resource_that_says_nothing_of_its_patient_is_told_of()
    {
        using var folder = new MappedFolder(built.Definitions);
        var issue = Assert.Single(folder.Write("labs.csv", "N,L,Test,Value,Day\n").Issues(Mapping.Replace("        subject: patient\n", "", StringComparison.Ordinal)));
        Assert.Equal((IssueSeverity.Warning, "nothing says whose Observation this is: 'subject' is missing"), (issue.Severity, issue.Message));
    }
}
