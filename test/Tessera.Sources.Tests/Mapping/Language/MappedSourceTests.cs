using System.Text;
using System.Text.Json;
using Tessera.Fhir;
using Tessera.Fhir.Validation;

namespace Tessera.Sources.Tests.Mapping.Language;

/// <summary>Files of a centre's own layout through a mapping.</summary>
public sealed class MappedSourceTests(BuiltInDefinitions fixture) : IDisposable
{
    private const string Mapping = """
        source: onkozentrum
        version: 2
        timeZone: Europe/Berlin
        patients: urn:oid:2.999.1
        format: { delimiter: ";", decimal: ",", encoding: windows-1252, dates: [dd.MM.yyyy] }
        maps:
          sex: { m: male, w: female, d: other }
        tables:
          patients:
            files: patienten.csv
            patient: PatNr
            key: PatNr
            ignore: { Kasse: not wanted }
            resources:
              - profile: mcode-cancer-patient
                identifier: { system: "urn:oid:2.999.1", value: $PatNr }
                name: { family: $Name, given: $Vorname }
                gender: $Geschlecht | map sex
                birthDate: $Geburtsdatum
                address: { if: $PLZ, postalCode: $PLZ, country: DE }
          diagnoses:
            files: diagnosen*.csv
            patient: PatNr
            key: TumorNr
            required: ICD
            resources:
              - profile: mcode-primary-cancer-condition
                clinicalStatus: { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active }
                category: { system: http://terminology.hl7.org/CodeSystem/condition-category, code: problem-list-item }
                code: { system: http://hl7.org/fhir/sid/icd-10, code: $ICD, text: $Klartext }
                subject: patient
                onsetDateTime: $Datum
          weights:
            files: gewicht.csv
            patient: PatNr
            identifiedBy: [PatNr, Datum]
            resources:
              - resource: Observation
                status: final
                code: { system: http://loinc.org, code: 29463-7 }
                subject: patient
                focus: $TumorNr -> diagnoses
                effectiveDateTime: $Datum
                valueQuantity: { value: $Kilo, unit: kg, system: http://unitsofmeasure.org, code: kg }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-mapping-").FullName;

    [Fact]
    public void A_patient_is_found_by_number_whatever_the_key_of_the_row()
    {
        const string ByRow = """
            source: own
            tables:
              patients:
                files: p.csv
                patient: Nr
                key: RowId
                resources:
                  - resource: Patient
                    name: { family: $Name }
              labs:
                files: l.csv
                patient: Nr
                key: Id
                resources:
                  - resource: Observation
                    status: final
                    code: { text: $Test }
                    subject: patient
            """;
        using var files = new MappedFolder(fixture.Definitions);
        files.Write("p.csv", "RowId;Nr;Name\nr1;1;Doe\nr2;2;Roe\nr3;3;Poe\nr4;3;Moe\n").Write("l.csv", "Nr;Id;Test\n1;a;Hb\n2;b;Hb\n3;c;Hb\n4;d;Hb\n");
        var outcomes = files.Read(ByRow);
        var (patients, labs) = (MappedFolder.Json(outcomes.Take(4)), MappedFolder.Json(outcomes.Skip(4)));
        Assert.Equal([$"Patient/{patients[0]["id"]}", $"Patient/{patients[1]["id"]}"], labs.Select(lab => (string?)lab["subject"]!["reference"]));
        Assert.Equal(["4 Nr: the patient has several rows in the patient file, each with another id", "5 Nr: the patient has no row in the patient file"], MappedFolder.Problems(outcomes));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_number_that_is_not_written_as_the_mapping_says_waits_in_quarantine()
    {
        const string patients = "PatNr;Name;Vorname;Geschlecht;Geburtsdatum;PLZ;Kasse\n1;Müller;Änne;w;03.04.1960;10115;\n", weights = "PatNr;TumorNr;Datum;Kilo\n1;;07.06.2020;4.5\n1;;08.06.2020;1.234\n1;;09.06.2020;71,4\n";
        Write("patienten.csv", patients);
        Write("diagnosen1.csv", "PatNr;TumorNr;ICD;Klartext;Datum\n");
        Write("gewicht.csv", weights);
        Assert.Equal(["2 Kilo", "3 Kilo"], Read(Mapping).OfType<Quarantined>().Select(outcome => $"{outcome.Record.Row} {outcome.Problems.Single().Column}"));
        var grouped = Mapping.Replace("decimal: \",\"", "decimal: \",\", grouping: \".\"", StringComparison.Ordinal);
        Assert.Equal(["2 Kilo"], Read(grouped).OfType<Quarantined>().Select(outcome => $"{outcome.Record.Row} {outcome.Problems.Single().Column}"));
    }

    [Fact]
    public void A_centres_own_files_become_valid_mCODE_and_every_cell_is_accounted_for()
    {
        Write("patienten.csv", "PatNr;Name;Vorname;Geschlecht;Geburtsdatum;PLZ;Kasse\n1;Müller;Änne;w;03.04.1960;10115;AOK\n2;Groß;;m;31.12.1955;;\n");
        Write("diagnosen1.csv", "PatNr;TumorNr;ICD;Klartext;Datum\n1;T1;C50.4;Mamma;05.06.2020\n");
        Write("diagnosen2.csv", "PatNr;TumorNr;ICD;Klartext;Datum\n2;T2;C61;Prostata;2021-02\n");
        Write("gewicht.csv", "PatNr;TumorNr;Datum;Kilo\n1;T1;07.06.2020;1.071,5\n1;;08.06.2020;71,4\n");
        var outcomes = Read(Mapping);
        Assert.All(outcomes, outcome => Assert.IsType<Extracted>(outcome));
        var resources = outcomes.Cast<Extracted>().SelectMany(outcome => outcome.Resources).ToList();
        var validator = new FhirValidator(fixture.Definitions);
        Assert.Empty(resources.SelectMany(resource => validator.Validate(resource.Document).Issues).Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Expression}: {issue.Message}"));

        var patient = Json(resources[0]);
        Assert.Equal(("Müller", "female", "1960-04-03"), (patient.GetProperty("name")[0].GetProperty("family").GetString(), patient.GetProperty("gender").GetString(), patient.GetProperty("birthDate").GetString()));
        Assert.Equal("DE", patient.GetProperty("address")[0].GetProperty("country").GetString());
        Assert.False(Json(resources[1]).TryGetProperty("address", out _));
        var condition = Json(resources.First(resource => resource.Type == "Condition"));
        Assert.Equal("C50.4", condition.GetProperty("code").GetProperty("coding")[0].GetProperty("code").GetString());
        Assert.Equal($"Patient/{resources[0].Id}", condition.GetProperty("subject").GetProperty("reference").GetString());
        var weights = resources.Where(resource => resource.Type == "Observation").Select(Json).ToList();
        Assert.Equal("1071.5", weights[0].GetProperty("valueQuantity").GetProperty("value").GetRawText());
        Assert.StartsWith("Condition/", weights[0].GetProperty("focus")[0].GetProperty("reference").GetString(), StringComparison.Ordinal);
        Assert.False(weights[1].TryGetProperty("focus", out _));
        Assert.Equal("not wanted", outcomes[0].Cells.IgnoredCells[0].Rule);
        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.Cells.Rejected));
    }

    [Fact]
    public void A_row_that_cannot_be_used_is_quarantined_and_its_neighbours_are_not()
    {
        Write("patienten.csv", "PatNr;Name;Vorname;Geschlecht;Geburtsdatum;PLZ;Kasse\n1;A;B;w;1960;;\n2;C;D;x;1960;;\n3;E;F;m;nie;;\n");
        Write("diagnosen1.csv", "PatNr;TumorNr;ICD;Klartext;Datum\n1;T1;;Mamma;2020\n1;T2;C61;;2020\n");
        Write("gewicht.csv", "PatNr;TumorNr;Datum;Kilo\n1;T2;2020;schwer\n1;T2;2021;71\n");
        var outcomes = Read(Mapping);
        var quarantined = outcomes.OfType<Quarantined>().ToList();
        Assert.Equal(["Geschlecht", "Geburtsdatum", "ICD", "Kilo"], quarantined.Select(outcome => outcome.Problems[0].Column));
        Assert.Contains("map 'sex'", quarantined[0].Problems[0].Reason, StringComparison.Ordinal);
        Assert.Equal(3, outcomes.OfType<Extracted>().Count());
    }

    [Theory]
    [InlineData("source: a b\ntables: {}\n", 1, "short name")]
    [InlineData("source: a\n", 1, "needs 'tables'")]
    [InlineData("source: a\ntabels: {}\n", 2, "'tabels' is no key")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - profile: mcode-cancer-patiens\n", 8, "there is no profile")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Patient\n        birthdate: $D\n", 9, "'birthdate' is no element of Patient")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Patient\n        gender: $G | map sex\n", 9, "'sex' is no map")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Patient\n        gender: $G | mapp sex\n", 9, "none of")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Patient\n        name: $Name\n", 9, "HumanName")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        subject: $N\n", 9, "needs the table")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - profile: mcode-tumor-size\n        component: { slice: longest, valueQuantity: { value: $L } }\n", 9, "'longest' is no slice")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        extension: { url: mcode-lateralty, valueString: $L }\n", 9, "no extension 'mcode-lateralty'")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        subject: row/patient\n", 9, "'patient' is no resource of this row")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        stage: { repeat: x, summary: { text: $S } }\n", 9, "no range of numbers")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        asserter: $D <- doctors\n", 9, "$Column <- table.Column")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        id: $N\n", 9, "made from the row's key")]
    [InlineData("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Condition\n        code: { code: $C, text: Tumour }\n", 9, "same for every code")]
    [InlineData("source: a\n  b: [\n", 2, "not YAML")]
    public void A_mistake_in_a_mapping_is_told_with_its_line(string mapping, int line, string expected)
    {
        Assert.False(Open(mapping, out _, out var issues));
        Assert.Contains(issues, issue => issue.Line == line && issue.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_profile_fixes_need_not_be_said()
    {
        Write("x.csv", "N;Grad;Tag\n1;2;05.06.2020\n");
        var outcomes = Read("""
            source: a
            format: { delimiter: ";", dates: dd.MM.yyyy }
            tables:
              ecog:
                files: x.csv
                patient: N
                identifiedBy: [N, Tag]
                resources:
                  - profile: mcode-ecog-performance-status
                    status: final
                    category: { system: http://terminology.hl7.org/CodeSystem/observation-category, code: survey }
                    subject: patient
                    effectiveDateTime: $Tag
                    valueInteger: $Grad
            """);
        var ecog = Json(Assert.IsType<Extracted>(Assert.Single(outcomes)).Resources[0]);
        Assert.Equal("89247-1", ecog.GetProperty("code").GetProperty("coding")[0].GetProperty("code").GetString());
        Assert.Equal(2, ecog.GetProperty("valueInteger").GetInt32());
    }

    [Fact]
    public void What_a_profile_needs_and_nothing_feeds_is_a_warning()
    {
        Write("x.csv", "N\n1\n");
        Assert.True(Open("source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - profile: mcode-cancer-patient\n        identifier: { system: urn:a, value: $N }\n", out _, out var issues));
        Assert.Equal(["name", "gender"], issues.Select(issue => issue.Message.Split('\'')[1]));
    }

    [Fact]
    public void An_object_that_names_no_cell_is_there_and_one_whose_cells_are_empty_is_not()
    {
        Write("x.csv", "N;Ort;Seite\n1;;\n");
        var outcomes = Read("""
            source: a
            format: { delimiter: ";" }
            tables:
              p:
                files: x.csv
                patient: N
                key: N
                resources:
                  - resource: Condition
                    code: { system: icd-o-3, code: C50.4, display: Breast, text: $Ort }
                    subject: { display: somebody }
                    onsetString: { if: no $Ort, value: unknown }
                    bodySite: { coding: { system: sct, code: $Ort }, extension: { url: mcode-laterality-qualifier, valueCodeableConcept: { code: $Seite } } }
            """);
        var condition = Json(Assert.IsType<Extracted>(Assert.Single(outcomes)).Resources[0]);
        Assert.Equal("Breast", condition.GetProperty("code").GetProperty("coding")[0].GetProperty("display").GetString());
        Assert.Equal("somebody", condition.GetProperty("subject").GetProperty("display").GetString());
        Assert.Equal("unknown", condition.GetProperty("onsetString").GetString());
        Assert.False(condition.TryGetProperty("bodySite", out _));
    }

    [Fact]
    public void A_row_that_no_resource_is_for_is_ignored_with_that_reason()
    {
        Write("x.csv", "N;Art\n1;a\n2;b\n");
        var outcomes = Read("source: a\nformat: { delimiter: \";\" }\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - { resource: Patient, if: $Art is a }\n");
        Assert.Equal(["Extracted", "Ignored"], outcomes.Select(outcome => outcome.GetType().Name));
        Assert.Contains("such a row", Assert.IsType<Ignored>(outcomes[1]).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_no_resource_is_for_contradicts_nobody()
    {
        Write("x1.csv", "N;K;T;S\n1;A;2020;valid\n1;A;2021;cancelled\n");
        var outcomes = Read("""
            source: a
            format: { delimiter: ";" }
            tables:
              o:
                files: x*.csv
                patient: N
                key: K
                resources:
                  - { resource: Observation, if: $S is valid, status: final, code: { text: $T } }
            """);
        Assert.IsType<Extracted>(outcomes[0]);
        Assert.IsType<Ignored>(outcomes[1]);
    }

    [Fact]
    public void A_row_is_told_from_one_of_an_earlier_file_of_its_table()
    {
        Write("x1.csv", "N;K;T\n1;A;2020\n1;B;2021\n");
        Write("x2.csv", "N;K;T\n1;A;2020\n1;B;2022\n2;A;2020\n");
        var outcomes = Read("""
            source: a
            format: { delimiter: ";" }
            tables:
              o:
                files: x*.csv
                patient: N
                key: K
                resources:
                  - { resource: Observation, status: final, code: { text: $T } }
            """);
        Assert.Equal("the row says the same as row 2 of x1.csv", Assert.IsType<Ignored>(outcomes[2]).Rule);
        Assert.StartsWith("row 3 of x2.csv has the same id", Assert.IsType<Quarantined>(outcomes[1]).Problems[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("row 3 of x1.csv has the same id", Assert.IsType<Quarantined>(outcomes[3]).Problems[0].Reason, StringComparison.Ordinal);
        Assert.IsType<Extracted>(outcomes[4]);
    }

    [Fact]
    public void A_resource_may_stand_inside_another_and_a_primitive_may_have_an_extension()
    {
        Write("x.csv", "N;Arzt;Geboren\n1;Dr. Oak;1960\n");
        var outcomes = Read("""
            source: a
            format: { delimiter: ";" }
            tables:
              p:
                files: x.csv
                patient: N
                key: N
                resources:
                  - resource: Patient
                    contained: { resource: Practitioner, id: arzt, name: { text: $Arzt } }
                    generalPractitioner: { if: $Arzt, reference: "#arzt" }
                    birthDate: $Geboren
                    _birthDate: { extension: { url: http://hl7.org/fhir/StructureDefinition/patient-birthTime, valueDateTime: $Geboren } }
            """);
        var patient = Json(Assert.IsType<Extracted>(Assert.Single(outcomes)).Resources[0]);
        Assert.Equal("Dr. Oak", patient.GetProperty("contained")[0].GetProperty("name")[0].GetProperty("text").GetString());
        Assert.Equal("#arzt", patient.GetProperty("generalPractitioner")[0].GetProperty("reference").GetString());
        Assert.Equal("1960", patient.GetProperty("_birthDate").GetProperty("extension")[0].GetProperty("valueDateTime").GetString());
    }

    [Fact]
    public void A_reference_to_a_resource_that_some_rows_do_not_have_is_logical_for_these()
    {
        Write("x.csv", "N;K;Art\n1;A;primary\n1;B;other\n");
        Write("y.csv", "N;K;T\n1;A;2020\n1;B;2021\n");
        var outcomes = Read("""
            source: a
            format: { delimiter: ";" }
            tables:
              c:
                files: x.csv
                patient: N
                key: K
                resources:
                  - { resource: Condition, as: primary, if: $Art is primary, subject: patient }
                  - { resource: Condition, as: other, if: $Art is other, subject: patient }
              o:
                files: y.csv
                patient: N
                identifiedBy: [K, T]
                resources:
                  - { resource: Observation, status: final, code: { text: $T }, focus: $K -> c/primary }
            """);
        var resources = outcomes.Cast<Extracted>().SelectMany(outcome => outcome.Resources).ToList();
        var focus = resources.Where(resource => resource.Type == "Observation").Select(resource => Json(resource).GetProperty("focus")[0]).ToList();
        Assert.Equal($"Condition/{resources[0].Id}", focus[0].GetProperty("reference").GetString());
        Assert.Equal("B", focus[1].GetProperty("identifier").GetProperty("value").GetString());
    }

    private List<RecordOutcome> Read(string mapping)
    {
        Assert.True(Open(mapping, out var source, out var issues), string.Join('\n', issues));
        return [.. source!.Read(CancellationToken.None)];
    }

    private bool Open(string mapping, out MappedSource? source, out IReadOnlyList<Issue> issues)
    {
        var path = Path.Combine(folder, "mapping.yaml");
        File.WriteAllText(path, mapping);
        return MappedSource.TryOpen(path, fixture.Definitions, new ResourceIds(new byte[32]), null, out source, out issues);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder, name), content, CodePagesEncodingProvider.Instance.GetEncoding("windows-1252")!);

    private static JsonElement Json(ExtractedResource resource) => JsonDocument.Parse(resource.Document.Bytes).RootElement;
}
