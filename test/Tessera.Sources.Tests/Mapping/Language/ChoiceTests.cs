using System.Text.RegularExpressions;

namespace Tessera.Sources.Tests.Mapping.Language;

/// <summary>Rows that may become several things: words, lists, choices, fall-backs. The mapping is the second example of docs/mapping.md.</summary>
public sealed partial class ChoiceTests(BuiltInDefinitions built)
{
    private const string Patients = "Nr,Name,Sex\n1,Null,m\n2,,W\n";
    private const string Tumours = "Nr,TumourNr,ICD,Export,Diagnosed,Died,SiteText,SiteOld,Sites,SiteNames,Side\n";
    private const string Stages = "Nr,TumourNr,Day,Stage,Basis,Size,SizeUnit,Grade\n";
    private const string Trials = "Nr,Trial,TrialSystem\n";

    [Fact]
    public void The_code_decides_and_a_stage_makes_a_primary_cancer_of_the_rest()
    {
        var outcomes = Read(tumours: "1,T1,C50.4,,,,,,,,\n1,T2,C78.0,,,,,,,,\n1,T3,Z85.3,,,,,,,,\n1,T4,Z85.3,,,,,,,,\n", stages: "1,T4,2020-01-01,II,,,,\n");
        Assert.Equal(
            ["mcode-primary-cancer-condition: the code or a stage says primary", "mcode-secondary-cancer-condition: the code says secondary", ": ", "mcode-primary-cancer-condition: the code or a stage says primary"],
            outcomes.OfType<Extracted>().SelectMany(outcome => outcome.Resources).Where(resource => resource.Type == "Condition").Select(resource =>
                $"{(resource.Document.Root["meta"]["profile"] is { Exists: true } profile ? profile.ToText().Split('/')[^1].TrimEnd('"', ']') : "")}: {resource.Origins.FirstOrDefault(origin => origin.Path == "Condition.meta.profile")?.Rule}"));
    }

    [Fact]
    public void A_stage_of_what_is_no_primary_cancer_is_refused_with_the_words_of_the_mapping()
    {
        var outcomes = Read(tumours: "1,T2,C78.0,,,,,,,,\n", stages: "1,T2,2020-01-01,II,,,,\n1,T9,2020-01-01,II,,,,\n");
        Assert.Equal(["2 TumourNr: a stage belongs to a primary cancer", "3 TumourNr: no tumours of this patient has this id"], MappedFolder.Problems(outcomes));
        Assert.Equal("Refer to the primary cancer.", outcomes.OfType<Quarantined>().First().Problems[0].Fix);
    }

    [Fact]
    public void Maps_lists_defaults_and_absent_values_fill_a_patient()
    {
        var json = MappedFolder.Json(Read());
        Assert.Equal(["Null", null], json[..2].Select(patient => patient["name"]![0]!["family"]?.GetValue<string>()));
        Assert.Equal("unknown", json[1]["name"]![0]!["extension"]![0]!["valueCode"]!.GetValue<string>());
        Assert.Equal(["male", "female"], json[..2].Select(patient => patient["gender"]!.GetValue<string>()));
        Assert.Equal("urn:tessera:registry:patients", json[0]["identifier"]![0]!["system"]!.GetValue<string>());
        Assert.Equal(["4 Sex: the code is not one of sex"], MappedFolder.Problems(Read(patients: Patients + "3,A,x\n")));
    }

    [Fact]
    public void Values_between_bars_are_items_with_what_stands_beside_them()
    {
        var condition = MappedFolder.Json(Read(tumours: "1,T1,C50.4,,,,,,80248007|78904004,left|chest,7771000\n"))[2];
        Assert.Equal(["80248007 left", "78904004 chest"], condition["bodySite"]!.AsArray().Select(site => $"{site!["coding"]![0]!["code"]} {site["text"]}"));
        Assert.All(condition["bodySite"]!.AsArray(), site => Assert.EndsWith("mcode-laterality-qualifier", site!["extension"]![0]!["url"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(["2 Sites: the cell has fewer values between bars than a cell that belongs to it"], MappedFolder.Problems(Read(tumours: "1,T1,C50.4,,,,,,80248007,left|chest,\n")));
    }

    [Theory]
    [InlineData("80248007", "Condition.bodySite.coding.code")]
    [InlineData("chest wall", "Condition.bodySite.text")]
    public void The_origin_of_a_cell_names_what_it_became(string site, string element)
    {
        var condition = Read(tumours: $"1,T1,C50.4,,,,,,{site},,\n").OfType<Extracted>().SelectMany(outcome => outcome.Resources).Single(resource => resource.Type == "Condition");
        Assert.Equal([element], condition.Origins.Where(origin => origin.Column == "Sites").Select(origin => origin.Path));
    }

    [Fact]
    public void The_first_filled_column_wins_and_a_template_without_its_part_is_not_there()
    {
        var notes = MappedFolder.Json(Read(tumours: "1,T1,C50.4,,,,new,old,,,\n1,T2,C50.4,,,,,old,,,\n1,T3,C50.4,,,,,,,,\n")).Skip(2).Select(condition => condition["note"]?[0]?["text"]?.GetValue<string>());
        Assert.Equal(["C-12: new", "C-12: old", null], notes);
    }

    [Fact]
    public void Quantities_numbers_and_texts_are_read_as_they_are_meant()
    {
        var components = MappedFolder.Json(Read(tumours: "1,T1,C50.4,,,,,,,,\n", stages: "1,T1,2020-01-01,II,Klin,12.50,mm,3\n"))[3]["component"]!.AsArray();
        Assert.Equal("clinical", components[0]!["valueString"]!.GetValue<string>());
        Assert.Equal("{\"value\":12.50,\"unit\":\"mm\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mm\"}", components[1]!["valueQuantity"]!.ToJsonString());
        Assert.Equal(3, components[2]!["valueInteger"]!.GetValue<int>());
        var wrong = Read(tumours: "1,T1,C50.4,,,,,,,,\n", stages: "1,T1,2020-01-01,II,,big,mm,5\n");
        Assert.Equal(["2 Size: the value is not a number", "2 Grade: the value is not a whole number from 1 to 4"], MappedFolder.Problems(wrong));
    }

    [Fact]
    public void Dates_stand_in_order_and_a_code_on_the_wrong_list_is_refused() => Assert.Equal(
        ["2 Died: the end lies before Diagnosed", "3 ICD: the code is on the list and not a cancer"],
        MappedFolder.Problems(Read(tumours: "1,T1,C50.4,,2020-02-01,2020-01-01,,,,,\n1,T2,D05X,,,,,,,,\n").Where(outcome => outcome is Quarantined).Take(1)
            .Concat(Read(tumours: "1,T1,C50.4,,,,,,,,\n1,T2,D12.6,,,,,,,,\n", approve: "D12*").Where(outcome => outcome is Quarantined))));

    [Fact]
    public void Rows_that_name_the_same_trial_describe_one_study()
    {
        var outcomes = Read(trials: "1,X1,urn:a\n2,X1,urn:b\n");
        var json = MappedFolder.Json(outcomes);
        var study = Assert.Single(json, resource => resource["resourceType"]!.GetValue<string>() == "ResearchStudy");
        Assert.Equal("urn:a", study["identifier"]![0]!["system"]!.GetValue<string>());
        Assert.All(json.Where(resource => resource["resourceType"]!.GetValue<string>() == "ResearchSubject"), subject => Assert.Equal($"ResearchStudy/{study["id"]}", subject["study"]!["reference"]!.GetValue<string>()));
        Assert.Equal("the ResearchStudy is described by row 2, the first that names it", outcomes.OfType<Extracted>().Last().Cells.IgnoredCells.Single().Rule);
    }

    [Fact]
    public void A_cell_that_is_left_out_under_a_condition_says_why()
    {
        var outcome = Read(tumours: "1,T1,C50.4,,,,,,80248007,,12\n").OfType<Extracted>().Last();
        Assert.Equal("Side: the side is none of mCODE's", string.Join(", ", outcome.Cells.IgnoredCells.Select(cell => $"{cell.Column}: {cell.Rule}")));
    }

    private List<RecordOutcome> Read(string patients = Patients, string tumours = "", string stages = "", string trials = "", string? approve = null)
    {
        using var folder = new MappedFolder(built.Definitions);
        folder.Write("patients.csv", patients).Write("tumours.csv", Tumours + tumours).Write("stages.csv", Stages + stages).Write("trials.csv", Trials + trials);
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "mapping.md"));
        var mapping = Example().Matches(guide).Select(match => match.Groups["yaml"].Value).Single(text => text.StartsWith("source: registry", StringComparison.Ordinal));
        return folder.Read(approve is null ? mapping : mapping.Replace("[C16*, C34*, D05*]", $"[{approve}]", StringComparison.Ordinal));
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
