using FsCheck;
using FsCheck.Fluent;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Tests.Mapping.Records;

/// <summary>Mistakes in mappings over FHIR records are told with line and column.</summary>
public sealed class RecordMistakeTests(BuiltInDefinitions built)
{
    private const string Table = "  t:\n    from: Observation\n";

    [Theory]
    [InlineData("  t:\n    from: Observations\n    resources: [{ resource: Observation }]\n", "5:11: 'Observations' is no type of resource")]
    [InlineData("  t:\n    files: x.csv\n    patient: A\n    key: A\n    resources: [{ resource: Observation }]\n", "5:5: the table 't' needs 'from'")]
    [InlineData(Table + "    key: id\n    resources: [{ resource: Observation }]\n", "6:10: 'key' belongs to tables of rows")]
    [InlineData(Table + "    where: code.codings.exists()\n    resources: [{ resource: Observation }]\n", "6:12: 'code.codings.exists()' is no path of Observation: ")]
    [InlineData(Table + "    where: code.coding.exists(\n    resources: [{ resource: Observation }]\n", "6:12: 'code.coding.exists(' is no path of Observation: ")]
    [InlineData(Table + "    required: valueInteger\n    resources: [{ resource: Observation }]\n", "6:15: 'valueInteger' is no path of Observation: ")]
    [InlineData(Table + "    ignore:\n      metod: not wanted\n    resources: [{ resource: Observation }]\n", "7:7: 'metod' is no path of Observation: ")]
    [InlineData(Table + "    resources:\n      - resource: Observation\n        status: $state\n", "8:17: 'state' is no path of Observation: ")]
    [InlineData(Table + "    resources:\n      - resource: Observation\n        status: $(status.where(\n", "8:17: ")]
    [InlineData(Table + "    resources:\n      - resource: Observation\n        keep: all\n", "8:15: 'keep' is 'rest'")]
    [InlineData(Table + "    resources:\n      - resource: Condition\n        keep: rest\n", "8:15: only a resource of the type of the table's records keeps the rest of a record")]
    [InlineData(Table + "    resources:\n      - resource: Observation\n        shared: $id\n", "8:17: 'shared' and 'named' belong to tables of rows")]
    [InlineData(Table + "    resources:\n      - resource: Observation\n        encounter: $encounter -> encounters\n", "8:20: a reference to another record names its type")]
    [InlineData(Table + "    ignore: not wanted\n    resources: [{ resource: Observation }]\n", "7:16: a table that ignores its records makes no resources of them")]
    public void A_mistake_is_told_with_its_place(string tables, string expected) =>
        Assert.Contains(MappedRecords.Mistakes(built.Definitions, tables), mistake => mistake.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_mapping_of_records_is_no_mapping_of_files()
    {
        using var folder = new Language.MappedFolder(built.Definitions);
        Assert.Equal(["4: the table 't' takes FHIR records"], folder.Mistakes("source: a\ntables:\n  t:\n    from: Observation\n    resources: [{ resource: Observation }]\n"));
    }

    [Fact]
    public void An_element_of_another_type_is_refused_record_by_record() =>
        Assert.Equal(["code: the path gives a CodeableConcept, and subject is a Reference"], new MappedRecords(built.Definitions, Table + "    resources: [{ resource: Observation, subject: $code }]\n")
            .Problems("""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"}}"""));

    [Theory]
    [InlineData("$(a.where(b = ')').c) | map d", "a.where(b = ')').c", "d")]
    [InlineData("$(a | b) | map d", "a | b", "d")]
    [InlineData("$(a.where(b = 'it\\'s | -> is')) | map d", "a.where(b = 'it\\'s | -> is')", "d")]
    public void A_path_in_parentheses_may_hold_what_means_something_else_outside(string text, string path, string map)
    {
        Assert.True(CellExpression.TryParse(text, out var expression, out _));
        Assert.Equal((path, map), (expression.Column, expression.Map));
    }

    [Fact]
    public void A_text_is_shown_again_as_it_was_written() => Prop.ForAll(Gen.Elements("$(", ")", "(", "'", "a", " is ", "|", "$", "\\").ListOf().Select(string.Concat).ToArbitrary(), text =>
    {
        var paths = new PathText(text);
        return paths.Show(paths.Text) == text;
    }).Check(Seeded.Config);
}
