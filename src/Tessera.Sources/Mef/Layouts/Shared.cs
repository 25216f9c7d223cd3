using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>Pieces that several layouts use.</summary>
internal static class Shared
{
    /// <summary>Columns in the file's usual order; an exclamation mark makes one required.</summary>
    public static List<Column> Columns(string names) =>
        names.Split(' ').Select(name => new Column(name.TrimEnd('!')) { Required = name.EndsWith('!') }).ToList();

    /// <summary>Changes some columns.</summary>
    public static List<Column> With(this List<Column> columns, string names, Func<Column, Column> change)
    {
        foreach (var name in names.Split(' '))
        {
            var index = columns.FindIndex(column => column.Name == name);
            columns[index] = change(columns[index]);
        }
        return columns;
    }

    /// <summary>The patient of the row.</summary>
    public static Element Subject() => new SubjectElement("mrn");

    /// <summary>The record's own key as business identifier, which logical references of other records name.</summary>
    public static Element Identifier(string list, string column) => new ListElement(new ObjectElement(
        ("system", new Computed((row, json) => json.WriteStringValue(row.Context.IdentifierSystem(list))) { If = row => row[column] is not null }),
        ("value", new TextElement(column))));

    /// <summary>Why a treatment is given.</summary>
    public static Element Intent(string column) =>
        Extension.Of(McodeExtensions.ProcedureIntent, "valueCodeableConcept", new Concept(column) { System = CodeSystems.Snomed });

    /// <summary>A coded reason in an array.</summary>
    public static Element Reason(string code, string system, string text) =>
        new ListElement(new Concept(code) { SystemColumn = system, TextColumn = text });

    /// <summary>A body site with its side.</summary>
    public static Concept BodySite() => new("bodySite") { System = CodeSystems.Snomed, Extensions = new ListElement(Laterality()) };

    /// <summary>Leaves out a side that the IG's value set does not have: claiming it would make the resource invalid.</summary>
    public static void IgnoreUnknownLaterality(Row row)
    {
        if (row["laterality"] is { } side && LateralityCode(side) is null)
            row.Ignore("laterality", "mcode-laterality-qualifier-vs has left, right, both and midline only");
    }

    /// <summary>A data-absent-reason as JSON of an element with nothing else.</summary>
    public static string Absent(string reason) => $$"""{"extension":[{"url":"{{McodeExtensions.DataAbsentReason}}","valueCode":"{{reason}}"}]}""";

    private static Element Laterality() => Extension.Of(McodeExtensions.LateralityQualifier, "valueCodeableConcept",
        new FromCell("laterality", (_, json, side) => json.WriteRawValue(Fixed.ConceptJson(CodeSystems.Snomed, LateralityCode(side)!)))
        {
            If = side => LateralityCode(side) is not null,
        });

    private static string? LateralityCode(string side) => side.ToLowerInvariant() switch
    {
        "left" => "7771000",
        "right" => "24028007",
        "bilateral" or "both" => "51440002",
        "midline" => "399488007",
        _ => McodeCodes.Lateralities.Contains(side) ? side : null,
    };
}
