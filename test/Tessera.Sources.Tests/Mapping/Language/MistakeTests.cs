using Tessera.Fhir;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Tests.Mapping.Language;

/// <summary>Mistakes in the parts of a mapping that choose; line 1 is <c>source</c>.</summary>
public sealed class MistakeTests(BuiltInDefinitions built)
{
    private const string Head = "source: a\nsettings: { site: x }\nlists: { l: [a] }\ntables:\n  t:\n    files: x.csv\n    patient: N\n    key: N\n";

    [Fact]
    public void A_mistake_in_a_mapping_of_several_files_names_the_file()
    {
        var issues = new List<Issue>();
        (string, string)[] texts = [("00-head.yaml", "source: a\nmaps: { m: { a: male } }\n"), ("01-table.yaml", "tables:\n  t:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - resource: Patient\n        gendre: $G | map m\n")];
        Assert.Null(MappingFile.Read("whole", texts, built.Definitions, issues));
        var issue = Assert.Single(issues, issue => issue.Severity >= IssueSeverity.Error);
        Assert.Equal(("01-table.yaml", 8), (issue.Expression, issue.Line));
    }

    [Fact]
    public void Where_there_is_nothing_to_choose_from_no_empty_list_is_shown()
    {
        using var folder = new MappedFolder(built.Definitions);
        string Fix(string rest) => folder.Write("x.csv", "N,G\n").Issues(Head + rest).Single(issue => issue.Severity >= IssueSeverity.Error).Fix!;
        Assert.Equal("Name the resource that is meant: write as: x below its profile.", Fix("    resources:\n      - resource: Observation\n        subject: row/x\n"));
        Assert.Equal("There is no map at all here.", Fix("    resources:\n      - resource: Patient\n        gender: $G | map nomap\n"));
    }

    [Fact]
    public void A_mistake_is_told_once_and_not_again_as_something_that_nothing_feeds()
    {
        using var folder = new MappedFolder(built.Definitions);
        IEnumerable<string> Said(string gender) => folder.Write("x.csv", "N,G\n").Issues("maps: { s: { m: mal } }\n" + Head + $"    resources:\n      - profile: mcode-cancer-patient\n        identifier: key\n        name: {{ family: $N }}\n        {gender}\n").Select(issue => $"{issue.Line}: {issue.Message}");
        Assert.Equal(["14: 'bogus' is no code that 'gender' may have"], Said("gender: bogus"));
        Assert.Equal(["14: the default: 'bogus' is no code that 'gender' may have"], Said("gender: $G | default bogus"));
        Assert.Equal(["14: the map 's': 'mal' is no code that 'gender' may have"], Said("gender: $G | map s"));
        Assert.Equal(["14: 'gendre' is no element of Patient"], Said("gendre: $G"));
        Assert.Equal(["11: CancerPatient needs 'gender', and nothing feeds it"], Said("active: true"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("{a: ")]
    public void Whatever_is_nested_without_end_is_told_and_ends_nothing(string open)
    {
        using var folder = new MappedFolder(built.Definitions);
        Assert.Equal(["1: the file nests deeper than 100 levels"], folder.Mistakes(string.Concat(Enumerable.Repeat(open, 100_000))));
    }

    [Theory]
    [InlineData("    format: { decimal: \";\" }\n    resources:\n      - resource: Patient\n", "9: ';' is no decimal sign")]
    [InlineData("    format: { decimal: \",\", grouping: \",\" }\n    resources:\n      - resource: Patient\n", "9: ',' is no sign between thousands beside the decimal sign ','")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n        code: [a, b\n", "12: this is not YAML")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n        note: \"a\n", "12: this is not YAML")]
    [InlineData("    resources:\n      - resource: Observation\n        code: [a, b\n        subject: patient\n", "11: this is not YAML")]
    [InlineData("    resources:\n      - resource: Observation\n        code: [a, b\n        status: final\n        # more\n        subject: patient\n        valueString: $V\n", "11: this is not YAML")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n        code: &a { text: *a }\n", "12: the file nests without end: an alias (*name) stands inside of what it names")]
    [InlineData("    resources:\n      - resource: Observation\n        status: final\n        subject: patient\n        status: final\n", "13: the key 'status' is there twice, first in line 11")]
    [InlineData("    resources:\n\t- resource: Observation\n", "10: this is not YAML: a line is indented with a tab")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n---\nsource: b\n", "12: a second document begins here, and a file is one")]
    [InlineData("    resources:\n      - resource: Observation\n       subject: patient\n", "11: this is not YAML: while parsing a block collection")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n        status: finally\n", "12: 'finally' is no code that 'status' may have")]
    [InlineData("    resources:\n      - resource: Condition\n        subject: patient\n        clinicalStatus: { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: alive }\n", "12: 'alive' is no code that 'clinicalStatus' may have")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n        effectiveDateTime: 2020-13-01\n", "12: '2020-13-01' is no date")]
    [InlineData("    resources:\n      - resource: Observation\n        subject: patient\n        effectiveDateTime: $D\n        effectivePeriod: { start: $D }\n", "13: 'effectivePeriod' and 'effectiveDateTime' cannot both be there")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: $G | one of nothing\n", "11: there is no list, map or value set 'nothing'")]
    [InlineData("    resources:\n      - resource: Condition\n        code: { system: x, code: $G | one of mcode-primary-cancer-disorder-vs }\n", "11: the value set 'mcode-primary-cancer-disorder-vs' cannot be listed without http://snomed.info/sct")]
    [InlineData("    resources:\n      - resource: Patient\n        birthDate: $settings.nothing\n", "11: 'nothing' is no setting")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { if: $G matches [, value: male }\n", "11: this is not YAML")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { if: \"$G matches [\", value: male }\n", "11: '[' is not a regular expression that can be used")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { if: sometimes, value: male }\n", "11: this is no condition")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { if: { some: [$A] }, value: male }\n", "11: this is no condition")]
    [InlineData("    resources:\n      - resource: Patient\n        name: { absent: forgotten }\n", "11: 'forgotten' is no reason why a value is missing")]
    [InlineData("    resources:\n      - resource: Patient\n        birthDate: $D | from 0 to 5\n", "11: 'birthDate' is not a number")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { first: male }\n", "11: 'first' needs a list of ways to write the element")]
    [InlineData("    resources:\n      - resource: Patient\n        name: [{ each: $A, family: $A }]\n", "11: 'each' needs the columns that hold several values between bars")]
    [InlineData("    resources:\n      - resource: Patient\n        birthDate: \"{$A\"\n", "11: a brace is not closed")]
    [InlineData("    resources:\n      - resource: Patient\n        profile: [{ is: mcode-tnm-stage-group }]\n", "11: 'mcode-tnm-stage-group' is a profile of Observation, and the resource is a Patient")]
    [InlineData("    resources:\n      - resource: Patient\n        profile: [{ is: mcode-cancer-patient, when: $A }]\n", "11: 'when' is no key of a choice")]
    [InlineData("    resources:\n      - resource: Patient\n        profile: [{ is: mcode-cancer-patient, because: $kind }]\n", "11: 'kind' is no word of this table")]
    [InlineData("    resources:\n      - resource: Patient\n        named: $A\n", "11: 'named' belongs to a resource that is 'shared'")]
    [InlineData("    refuse: { if: $A, why: no }\n    resources:\n      - resource: Patient\n", "9: a refusal needs if, why and fix")]
    [InlineData("    inOrder: A\n    resources:\n      - resource: Patient\n", "9: 'inOrder' needs two columns with dates")]
    [InlineData("    let: { w: [{ is: x, wenn: $A }] }\n    resources:\n      - resource: Patient\n", "9: 'wenn' is no key of a rule")]
    [InlineData("    ignore: { A: [{ if: $A }] }\n    resources:\n      - resource: Patient\n", "9: a reason to ignore is a text, or has if and why")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { if: $A -> nowhere, value: male }\n", "11: 'nowhere' is no table")]
    [InlineData("    resources:\n      - resource: Patient\n        gender: { if: \"referred to by nowhere\", value: male }\n", "11: 'nowhere' is no table")]
    [InlineData("    resources:\n      - resource: Condition\n        onsetDateTime: $A\n      - resource: Observation\n        focus: $A -> t\n        subject: patient\n        status: { if: $A -> t.word is x, value: final }\n", "15: the table 't' has no word 'word'")]
    public void A_mistake_is_told_with_its_line(string rest, string expected)
    {
        using var folder = new MappedFolder(built.Definitions);
        Assert.Contains(folder.Write("x.csv", "N\n").Mistakes(Head + rest), mistake => mistake.StartsWith(expected, StringComparison.Ordinal));
    }
}
