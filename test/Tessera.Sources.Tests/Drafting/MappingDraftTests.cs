using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Sources.Drafting;
using Tessera.Sources.Mapping.Schema;
using Tessera.Sources.Tests.Mapping.Schema;

namespace Tessera.Sources.Tests.Drafting;

/// <summary>Drafts of mappings from samples of exports.</summary>
public sealed class MappingDraftTests(BuiltInDefinitions fixture) : IDisposable
{
    private readonly Lazy<SchemaCheck> schema = new(() => new SchemaCheck(JsonNode.Parse(MappingSchema.Write(fixture.Definitions))!.AsObject()));

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-draft-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("MRN,Last name,First name,Sex,Date of birth|4711,Alder,Ada,F,1960-04-03|4712,Birch,Ben,M,1955-12-31", "MRN,Diagnosis ID,ICD-10,Description,Diagnosis date|4711,D1,C50.4,breast,2020-06-05|4712,D2,C61,prostate,2021-02-01", "en", "gender: $Sex | map sex")]
    [InlineData("PatNr;Name;Vorname;Geschlecht;Geburtsdatum|4711;Ahorn;Änne;w;03.04.1960|4712;Birke;Karl;m;31.12.1955", "PatNr;DiagnoseNr;ICD;Klartext;Datum|4711;D1;C50.4;Brust;05.06.2020|4712;D2;C61;Prostata;21.02.2021", "de", "encoding: windows-1252")]
    [InlineData("NIP;Nom;Prénom;Sexe;Date de naissance|4711;Érable;Zoé;F;23/04/1960|4712;Bouleau;Luc;H;31/12/1955", "NIP;No;CIM-10;Libellé;Date|4711;D1;C50.4;sein;25/06/2020|4712;D2;C61;prostate;01/02/2021", "fr", "\"h\": male")]
    [InlineData("NHC;Apellidos;Nombre;Sexo;Fecha de nacimiento|4711;Arce;Inés;M;23/04/1960|4712;Abedul;José;V;31/12/1955", "NHC;Numero;CIE-10;Descripción;Fecha|4711;D1;C50.4;mama;25/06/2020|4712;D2;C61;próstata;01/02/2021", "es", "\"m\": female, \"v\": male")]
    [InlineData("Patiëntnummer;Achternaam;Voornaam;Geslacht;Geboortedatum|4711;Esdoorn;Anna;V;23-04-1960|4712;Berk;Jan;M;31-12-1955", "Patiëntnummer;Nummer;Diagnosecode;Omschrijving;Datum|4711;D1;C50.4;borst;25-06-2020|4712;D2;C61;prostaat;01-02-2021", "nl", "\"v\": female")]
    [InlineData("Codice paziente;Cognome;Nome;Sesso;Data di nascita|4711;Acero;Ada;F;23/04/1960|4712;Betulla;Ugo;M;31/12/1955", "Codice paziente;Numero;Codice diagnosi;Descrizione;Data|4711;D1;C50.4;mammella;25/06/2020|4712;D2;C61;prostata;01/02/2021", "it", "birthDate: ")]
    public void A_sample_in_each_language_becomes_a_mapping_that_runs_at_once(string patients, string diagnoses, string language, string expected)
    {
        var mapping = Draft(("patients.csv", patients), ("diagnoses.csv", diagnoses));
        Assert.Contains($"headers read as {language}", mapping, StringComparison.Ordinal);
        Assert.Contains(expected, mapping, StringComparison.Ordinal);
        var outcomes = Read();
        Assert.All(outcomes, outcome => Assert.IsType<Extracted>(outcome));
        var resources = outcomes.Cast<Extracted>().SelectMany(outcome => outcome.Resources).ToList();
        Assert.Equal(["Patient", "Patient", "Condition", "Condition"], resources.Select(resource => resource.Type));
        Assert.All(resources, resource => Assert.DoesNotContain(fixture.Validator.Validate(resource.Document).Issues, issue => issue.Severity >= Fhir.IssueSeverity.Error));
        foreach (var cell in (string[])["4711", "4712", "1960", "1955", "C50.4", "Alder", "Ahorn", "Érable", "Arce", "Esdoorn", "Acero", "Zoé", "prostat"])
            Assert.DoesNotContain(cell, mapping, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Measures_are_read_with_their_unit_and_decimal_sign()
    {
        var mapping = Draft(("labor.csv", "PatNr;Datum;LOINC;Parameter;Wert;Einheit;Bemerkung|1;05.06.2020;718-7;Hb;12,5;g/dL;x|2;06.06.2020;2857-1;PSA;1.004,2;ng/mL;"));
        Assert.Contains("decimal: \",\"", mapping, StringComparison.Ordinal);
        Assert.Contains("Bemerkung: not decided", mapping, StringComparison.Ordinal);
        var values = Read().Cast<Extracted>().Select(outcome => Encoding.UTF8.GetString(outcome.Resources[0].Document.Bytes.Span)).ToList();
        Assert.Contains("\"valueQuantity\":{\"value\":1004.2,\"unit\":\"ng/mL\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"ng/mL\"}", values[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_mixes_decimal_comma_and_point_is_not_called_sure_and_its_odd_rows_wait()
    {
        var mapping = Draft(("labor.csv", "PatNr;Datum;LOINC;Wert;Einheit|1;05.06.2020;718-7;12,5;g/dL|1;06.06.2020;718-7;11,9;g/dL|1;07.06.2020;718-7;4.5;g/dL|1;08.06.2020;718-7;1.250;g/dL|1;09.06.2020;718-7;1.250,5;g/dL"));
        Assert.Contains("Wert: 1 of 5 cells have a decimal point, and the format says comma", mapping, StringComparison.Ordinal);
        Assert.Contains("Wert: in 1 of 5 cells the point may stand between thousands or before decimals", mapping, StringComparison.Ordinal);
        Assert.Contains("its decimals follow a comma here and a point there", mapping, StringComparison.Ordinal);
        Assert.DoesNotContain("format: { delimiter: \";\", decimal: \",\", grouping", mapping, StringComparison.Ordinal);
        Assert.Equal([4, 5], Read().OfType<Quarantined>().Select(outcome => outcome.Record.Row));
    }

    [Fact]
    public void A_column_that_surely_groups_thousands_has_its_grouping_drafted()
    {
        var mapping = Draft(("labor.csv", "PatNr;Datum;LOINC;Wert;Einheit|1;05.06.2020;777-3;1.250,5;ng/mL|1;06.06.2020;777-3;1.250;ng/mL|1;07.06.2020;777-3;12,5;ng/mL"));
        Assert.Contains("decimal: \",\", grouping: \".\"", mapping, StringComparison.Ordinal);
        Assert.Contains("\"value\":1250,", Encoding.UTF8.GetString(((Extracted)Read()[1]).Resources[0].Document.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Benign_tumours_are_no_primary_cancers_and_a_diagnosis_in_words_stays()
    {
        var mapping = Draft(("diagnosen.csv", "PatNr;DiagnoseNr;ICD;Klartext;Datum|1;N1;C50.4;Brust;05.06.2020|1;N2;D25.9;Myom;05.06.2020|1;N3;D22.5;Naevus;05.06.2020|1;N4;D12.6;Polyp;05.06.2020|1;N5;D05.1;DCIS;05.06.2020|1;N6;C78.0;Lunge;05.06.2020|1;N7;D46.9;MDS;05.06.2020|1;N8;I10.9;Hochdruck;05.06.2020|1;N9;;Mamma-Ca;05.06.2020|1;N10;C61;Prostata;05.06.2020"));
        Assert.DoesNotContain("starts with", mapping, StringComparison.Ordinal);
        Assert.Equal(["primary", "other", "other", "other", "primary", "secondary", "primary", "other", "other", "primary"], Read().Cast<Extracted>().Select(outcome =>
            outcome.Resources.Single().Document.Root["meta"]["profile"] is { Exists: true } profile ? profile.ToText().Split("mcode-")[1].Split('-')[0] : "other"));
    }

    [Fact]
    public void Codes_as_long_as_those_of_ICD_10_CM_are_written_as_such()
    {
        Assert.Contains("system: http://hl7.org/fhir/sid/icd-10-cm,", Draft(("dx.csv", "MRN,Diagnosis ID,ICD-10,Diagnosis date|1,X1,C50.911,2020-06-05|2,X2,C61,2021-02-01")), StringComparison.Ordinal);
        Assert.Contains("system: http://hl7.org/fhir/sid/icd-10,", Draft(("dx.csv", "MRN,Diagnosis ID,ICD-10,Diagnosis date|1,X1,C50.9,2020-06-05|2,X2,C61,2021-02-01")), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_with_comparators_local_units_and_no_code_are_not_left_out()
    {
        _ = Draft(("befunde.csv", "PatNr;BefundNr;Datum;LOINC;Bezeichnung;Wert;Einheit|1;B1;05.06.2020;718-7;Hb;12,5;g/dL|1;B2;05.06.2020;2857-1;PSA;4,2;ng/mL|1;B3;05.06.2020;;Calcium in serum;9,6;mg/dL"));
        File.WriteAllText(Path.Combine(folder, "befunde.csv"), "PatNr;BefundNr;Datum;LOINC;Bezeichnung;Wert;Einheit\n1;B1;05.06.2020;2857-1;PSA;<0,01;µg/l\n1;B2;05.06.2020;;Calcium in serum;9,6;mg/dL\n1;B3;05.06.2020;;CA 15-3;31;IE/l\n1;B4;05.06.2020;;Lymphknoten;3;Stk\n");
        var read = Read().Select(outcome => Encoding.UTF8.GetString(Assert.IsType<Extracted>(outcome).Resources[0].Document.Bytes.Span)).ToList();
        Assert.Contains("\"valueQuantity\":{\"value\":0.01,\"comparator\":\"<\",\"unit\":\"µg/l\"", read[0], StringComparison.Ordinal);
        Assert.Contains("\"code\":{\"text\":\"Calcium in serum\"}", read[1], StringComparison.Ordinal);
        Assert.Contains("\"unit\":\"Stk\"}", read[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_there_twice_is_told_in_the_draft()
    {
        Assert.Contains("Several columns are called Wert: name them apart", Draft(("labor.csv", "PatNr;LOINC;Wert;Wert|1;718-7;12,5;1|1;718-7;12,6;2")), StringComparison.Ordinal);
        Assert.False(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), fixture.Definitions, new ResourceIds(new byte[32]), null, out _, out _));
    }

    [Fact]
    public void Running_numbers_that_look_like_codes_of_ICD_10_are_numbers_of_records()
    {
        var mapping = Draft(("biologie.csv", "NIP;NumResultat;Date;Analyse;Resultat;Unite|1;R0001;25/06/2020;Hb;12,5;g/dL|2;R0002;26/06/2020;PSA;1,2;ng/mL"), ("divers.csv", "NIP;Reference;Date;Note|1;D001;25/06/2020;x|2;D002;26/06/2020;y"));
        Assert.DoesNotContain("cancer-condition", mapping, StringComparison.Ordinal);
        Assert.Contains("key: NumResultat", mapping, StringComparison.Ordinal);
        Assert.DoesNotContain("Condition", Read().OfType<Extracted>().SelectMany(outcome => outcome.Resources).Select(resource => resource.Type));
    }

    [Fact]
    public void Headers_with_accents_are_known_like_those_without()
    {
        // The program runs without culture data: letters with accents are not taken apart by .NET.
        var mapping = Draft(("p.csv", "Numéro du patient;Prénom;Sexe;Décès;Né(e) le|1;Zoé;F;;23/04/1960|2;Luc;M;;31/12/1955"), ("d.csv", "Numéro du patient;N° diagnostic;Code CIM-10;Libellé diagnostic;Latéralité|1;D1;C50.4;sein;G|2;D2;C34.1;poumon;D"));
        Assert.Contains("patient: Numéro du patient", mapping, StringComparison.Ordinal);
        Assert.Contains("name: { given: $Prénom }", mapping, StringComparison.Ordinal);
        Assert.Contains("text: $Libellé diagnostic", mapping, StringComparison.Ordinal);
        Assert.Contains("code: $Latéralité | map side", mapping, StringComparison.Ordinal);
        Assert.Contains("side: { \"d\": sct|24028007, \"g\": sct|7771000 }", mapping, StringComparison.Ordinal);
        Assert.All(Read(), outcome => Assert.IsType<Extracted>(outcome));
    }

    [Fact]
    public void A_laboratory_s_own_codes_and_normal_ranges_are_drafted()
    {
        var mapping = Draft(("labor.csv", "PatientenNr;AuftragNr;Abnahme;Kürzel;Analyt;Ergebnis;Einheit;Ref. von;Ref. bis|1;L1;05.06.2020;HB;Hämoglobin;12,1;g/dL;12,0;16,0|2;L2;16.06.2020;PSA;PSA;1,2;ng/mL;;4,0"));
        Assert.DoesNotContain("not decided", mapping, StringComparison.Ordinal);
        var json = Encoding.UTF8.GetString(Read().Cast<Extracted>().First().Resources[0].Document.Bytes.Span);
        Assert.Contains("\"code\":{\"coding\":[{\"system\":\"urn:tessera:draft:tests\",\"code\":\"HB\"}],\"text\":\"Hämoglobin\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"referenceRange\":[{\"low\":{\"value\":12.0,", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dose_that_was_not_given_is_not_drafted_as_given()
    {
        var mapping = Draft(("gaben.csv", "PatNr;GabeNr;PZN;Präparat;Menge;Einheit;Applikation;Datum;Status|1;G1;123;Epirubicin;180,5;mg;i.v.;05.06.2020;gegeben|2;G2;124;Tamoxifen;20;mg;p.o.;16.06.2020;nicht gegeben|2;G3;124;Tamoxifen;20;mg;p.o.;17.06.2020;storniert"));
        Assert.Contains("one other word occurs", mapping, StringComparison.Ordinal);
        Assert.DoesNotContain("storniert", mapping, StringComparison.Ordinal);
        var outcomes = Read();
        Assert.Equal(["completed", "not-done"], outcomes.OfType<Extracted>().Select(outcome => outcome.Resources[0].Document.Root["status"].ToText()));
        Assert.Equal("Status", Assert.Single(Assert.Single(outcomes.OfType<Quarantined>()).Problems).Column);
    }

    [Fact]
    public void Where_no_word_says_which_column_names_the_patient_it_is_one_that_every_file_has()
    {
        var mapping = Draft(("a.csv", "Zeile;Akte;Geschlecht;Geburtsdatum|1;A7;w;23.04.1960|2;A8;m;31.12.1955"), ("b.csv", "Nr;Akte;ICD10;Datum|1;A7;C50.4;25.06.2020|2;A8;C61;26.06.2020"));
        Assert.Equal(2, mapping.Split("patient: Akte").Length - 1);
        Assert.Contains("every file has such a column", mapping, StringComparison.Ordinal);
    }

    [Fact]
    public void A_patient_with_several_rows_is_read_once()
    {
        _ = Draft(("all.csv", "PatNr;Geburtsdatum;Geschlecht;ATC;Wirkstoff;Beginn|1;03.04.1960;w;L01CD01;Paclitaxel;13.07.2020|1;03.04.1960;w;L02BA01;Tamoxifen;14.07.2020|2;31.12.1955;m;L01CD01;Paclitaxel;15.07.2020"));
        var outcomes = Read();
        Assert.Equal(["MedicationAdministration", "MedicationAdministration", "MedicationAdministration", "Patient", "Patient"], outcomes.OfType<Extracted>().SelectMany(outcome => outcome.Resources).Select(resource => resource.Type).Order(StringComparer.Ordinal));
        Assert.Empty(outcomes.OfType<Quarantined>());
    }

    [Fact]
    public void Days_and_months_that_cannot_be_told_apart_are_asked_for_and_not_guessed()
    {
        var mapping = Draft(("p.csv", "MRN,DOB,Sex|1,03/04/1960,F|2,05/06/1955,M"));
        Assert.Contains("cannot be told apart", mapping, StringComparison.Ordinal);
        Assert.DoesNotContain("dates: [dd/MM/yyyy] }", mapping, StringComparison.Ordinal);
        Assert.All(Read(), outcome => Assert.IsType<Quarantined>(outcome));
    }

    [Theory]
    [InlineData("Sexo", "F,M", "\"f\": female, \"m\": male }")]
    [InlineData("Sexo", "H,M", "\"h\": male, \"m\": female }")]
    [InlineData("Sexo", "V,M", "\"m\": female, \"v\": male }")]
    [InlineData("Sexo", "F,H,M", "\"f\": female, \"h\": male }")]
    [InlineData("Sexo", "M", "sex: {  }")]
    [InlineData("Sexo", "", "sex: {  }")]
    [InlineData("Sexe", "M", "\"m\": male }")]
    [InlineData("Sexe", "H,M", "\"h\": male }")]
    [InlineData("Sex", "M,V", "sex: {  }")]
    [InlineData("Geslacht", "M,V,O", "\"m\": male, \"v\": female }")]
    [InlineData("Sesso", "U,D", "\"d\": female, \"u\": male }")]
    [InlineData("Geschlecht", "m,w,d", "\"d\": other, \"m\": male, \"w\": female }")]
    [InlineData("Sex", "0,1", "sex: {  }")]
    [InlineData("Sex", "0,1,2", "sex: {  }")]
    [InlineData("Sex", "1,2,9", "\"1\": male, \"2\": female, \"9\": unknown }")]
    public void Letters_of_sex_are_told_by_all_words_of_the_column(string header, string words, string expected)
    {
        var rows = words.Split(',').Select((word, at) => $"{at + 1};{word};1960-04-23");
        var mapping = Draft(("p.csv", $"NHC;{header};Birthdate|{string.Join('|', rows)}"));
        Assert.Contains(expected, mapping, StringComparison.Ordinal);
        if (expected == "sex: {  }") Assert.DoesNotContain($"gender: ${header} | map sex # sure", mapping.Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var undecided = words.Split(',').Count(word => word.Length > 0 && !expected.Contains($"\"{word.ToLowerInvariant()}\"", StringComparison.Ordinal));
        Assert.Equal(undecided, Read().OfType<Quarantined>().Count());
    }

    [Theory]
    [InlineData("05/06/2021 08:30", "06/07/2021 09:00", "dates: [\"dd/MM/yyyy HH:mm\"] or dates: [\"MM/dd/yyyy HH:mm\"]")]
    [InlineData("05-06-2020", "06-07-2021", "dates: [dd-MM-yyyy] or dates: [MM-dd-yyyy]")]
    [InlineData("5/6/2020", "6/7/2021", "dates: [d/M/yyyy] or dates: [M/d/yyyy]")]
    [InlineData("13/06/2020", "06/13/2021", "dates: [dd/MM/yyyy] or dates: [MM/dd/yyyy]")]
    public void Dates_that_do_not_tell_day_and_month_apart_are_asked_for_however_they_are_written(string first, string second, string expected)
    {
        var mapping = Draft(("labor.csv", $"MRN,Taken,LOINC,Value|1,{first},718-7,12|1,{second},718-7,13"));
        Assert.Contains($"Day and month of Taken cannot be told apart: add {expected}", mapping, StringComparison.Ordinal);
        Assert.All(Read(), outcome => Assert.IsType<Quarantined>(outcome));
    }

    [Theory]
    [InlineData("06/27/2022 09:00", "dates: [\"MM/dd/yyyy HH:mm\"]", "2022-06-27T09:00:00+02:00")]
    [InlineData("27/06/2022 9:00", "dates: [\"dd/MM/yyyy H:mm\"]", "2022-06-27T09:00:00+02:00")]
    [InlineData("06-27-2022", "dates: [MM-dd-yyyy]", "2022-06-27")]
    [InlineData("05.06.2022", "dates: [dd.MM.yyyy]", "2022-06-05")]
    public void A_date_that_can_be_read_in_one_way_is(string cell, string expected, string read)
    {
        var mapping = Draft(("labor.csv", $"PatNr,Entnahmedatum,LOINC,Wert|1,{cell},718-7,12"));
        Assert.Contains(expected, mapping, StringComparison.Ordinal);
        Assert.Equal(read, Assert.IsType<Extracted>(Assert.Single(Read())).Resources[0].Document.Root["effectiveDateTime"].ToText());
    }

    [Fact]
    public void A_column_is_read_like_its_neighbours_unless_they_differ()
    {
        Assert.Contains("dates: [dd/MM/yyyy, \"dd/MM/yyyy HH:mm\"]", Draft(("a.csv", "MRN,DOB,Sex,Taken,LOINC,Value|1,25/04/1960,F,05/06/2020 08:30,718-7,12")), StringComparison.Ordinal);
        Assert.Contains("dates: { DOB: [dd/MM/yyyy], Taken: [MM/dd/yyyy] }", Draft(("a.csv", "MRN,DOB,Sex,Taken,LOINC,Value|1,25/04/1960,F,05/16/2020,718-7,12")), StringComparison.Ordinal);
        Assert.All(Read(), outcome => Assert.IsType<Extracted>(outcome));
    }

    [Fact]
    public void The_century_of_years_with_two_digits_is_not_guessed()
    {
        var mapping = Draft(("p.csv", "PatNr;Geburtsdatum;Geschlecht|1;05.06.35;w|2;25.06.55;m"));
        Assert.Contains("the century of years with two digits is not decided", mapping, StringComparison.Ordinal);
        Assert.All(Read(), outcome => Assert.Equal("the century of the year cannot be told", Assert.Single(Assert.IsType<Quarantined>(outcome).Problems).Reason));
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), mapping.Replace("[dd.MM.yy]", "[dd.MM.yy], centuryFrom: 1930", StringComparison.Ordinal));
        Assert.Equal(["1935-06-05", "1955-06-25"], Read().Cast<Extracted>().Select(outcome => outcome.Resources[0].Document.Root["birthDate"].ToText()));
    }

    [Theory]
    [InlineData("Diagnosedatum", true)]
    [InlineData("Dx Date", true)]
    [InlineData("Fecha diagnóstico", true)]
    [InlineData("Erkrankungsbeginn", false)]
    public void The_day_of_a_diagnosis_is_not_that_on_which_the_disease_began(string header, bool isAsserted)
    {
        Draft(("d.csv", $"PatNr;DiagnoseNr;ICD;{header}|1;D1;C50.4;25.06.2020|2;D2;C61;26.06.2020"));
        var condition = Encoding.UTF8.GetString(Read().Cast<Extracted>().First().Resources[0].Document.Bytes.Span);
        Assert.Equal(isAsserted, condition.Contains("condition-assertedDate\",\"valueDateTime\":\"2020-06-25\"", StringComparison.Ordinal));
        Assert.Equal(!isAsserted, condition.Contains("\"onsetDateTime\":\"2020-06-25\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_called_like_the_key_of_the_diagnoses_refers_to_them_and_results_in_words_are_kept()
    {
        var mapping = Draft(("diagnosen.csv", "PatNr;DiagnoseNr;ICD;Klartext|1;D1;C50.4;Brust|1;D2;I10;Hochdruck"),
            ("gaben.csv", "PatNr;GabeNr;DiagnoseNr;ATC;Datum|1;G1;D1;L01CD01;13.07.2020|1;G2;D2;L02BA01;14.07.2020"),
            ("befunde.csv", "PatNr;BefundNr;Datum;LOINC;Wert;Einheit;Ergebnis|1;B1;13.07.2020;718-7;12,5;g/dL;|1;B2;13.07.2020;2857-1;;;positiv|1;B3;14.07.2020;718-7;12,5;g/dL;"));
        Assert.DoesNotContain(MappingDraft.NotDecided, mapping, StringComparison.Ordinal);
        var json = Read().Select(outcome => Assert.IsType<Extracted>(outcome).Resources.Single()).ToLookup(resource => resource.Type, resource => JsonNode.Parse(resource.Document.Bytes.Span)!);
        var conditions = json["Condition"].Select(condition => $"Condition/{condition["id"]}").ToList();
        Assert.Equal(conditions, json["MedicationAdministration"].Select(dose => dose["reasonReference"]![0]!["reference"]!.GetValue<string>()));
        Assert.Equal([null, "positiv", null], json["Observation"].Select(finding => finding["valueCodeableConcept"]?["text"]?.GetValue<string>()));
    }

    [Fact]
    public void Whatever_a_header_says_the_draft_can_be_read()
    {
        var headers = Gen.Elements("PatNr", "ICD", "a b", "$x", "#", "null", "yes", "a: b", "\"q", "x'y", "äöü", "- a", "{n}", "[1]", "%", "Datum", "LOINC", "Wert", "ATC", "a, b", "true", "a\\b", "if", "&a", "*b", "!c", "@", "name | first", "a -> b", "a <- b.c", "this is x");
        var cells = Gen.Elements("", "1", "C50.4", "L01CD01", "718-7", "03.04.2020", "2020-01-02", "1,5", "m", "w", "text: x", "#", "NULL");
        var table = from width in Gen.Choose(1, 7)
            from chosen in Gen.ArrayOf(headers, width)
            let header = chosen.Distinct(StringComparer.OrdinalIgnoreCase).ToArray()   // a header that is there twice is refused
            from count in Gen.Constant(header.Length)
            from rows in Gen.ListOf(Gen.ArrayOf(cells, count), 4)
            select string.Join('|', rows.Prepend(header).Select(row => string.Join(';', row.Select(cell => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("|", "/", StringComparison.Ordinal) + "\""))));
        Prop.ForAll(Arb.From(table), text =>
        {
            try
            {
                _ = Draft(("any.csv", text));
            }
            catch (InvalidDataException)
            {
                return;
            }

            _ = Read();
        }).Check(Seeded.Config);
    }

    private string Draft(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text.Replace('|', '\n') + "\n", CodePagesEncodingProvider.Instance.GetEncoding("windows-1252")!);
        var mapping = MappingDraft.Write([.. files.Select(file => Path.Combine(folder, file.Name))], folder, "draft");
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), mapping);
        Assert.True(schema.Value.Accepts(mapping), mapping);
        return mapping;
    }

    private List<RecordOutcome> Read()
    {
        Assert.True(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), fixture.Definitions, new ResourceIds(new byte[32]), null, out var source, out var issues),
            string.Join('\n', issues) + File.ReadAllText(Path.Combine(folder, "mapping.yaml")));
        return [.. source.Read(TestContext.Current.CancellationToken)];
    }
}
