using System.Globalization;
using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>observation-information: the code decides whether a row becomes a tumour marker test, a performance status, a vital sign or a plain Observation.</summary>
internal static class ObservationLayout
{
    public const string Name = "Observation";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! observationId! status! code! codeSystem! displayName value! valueCodeSystem effectiveDate! bodySite laterality")
            .With("valueCodeSystem", column => column with { Unused = "a score has no code system" }),
        [new ResourceRule("Observation", Body()) { Profile = Profile, Decision = Decision }])
    {
        KeyColumn = "observationId",
        Check = Check,
    };

    private static ObjectElement Body() => new(
        ("identifier", Identifier(Name, "observationId")),
        ("status", new CodeElement("status", FhirCodes.ObservationStatus)),
        ("category", new Computed(WriteCategories) { If = row => Kind(row).Category is not null }),
        ("code", new Concept("code") { SystemColumn = "codeSystem", TextColumn = "displayName" }),
        ("subject", Subject()),
        ("effectiveDateTime", new DateElement("effectiveDate", DateKind.DateTime)),
        ("valueCodeableConcept", new When(row => FormOf(row) == Form.Code, new Concept("value") { SystemColumn = "valueCodeSystem" })),
        ("valueInteger", new When(row => FormOf(row) == Form.Score, new FromCell("value", WriteScore))),
        ("valueQuantity", new When(row => FormOf(row) == Form.Quantity, new FromCell("value", (row, json, _) => row.Measured("value")!.Value.Write(json)))),
        ("valueString", new When(row => FormOf(row) == Form.Text, new TextElement("value"))),
        ("bodySite", BodySite()));

    private enum Form
    {
        Code,
        Score,
        Quantity,
        Text,
    }

    private static void Check(Row row)
    {
        IgnoreUnknownLaterality(row);
        if (row["value"] is { } value && FormOf(row) == Form.Text && MeasuredValue.HasComma(value))
            row.Problem("value", "the comma may stand for the decimals or for the thousands", "Write the number with a decimal point and without thousands separators.");
    }

    private static ObservationKind Kind(Row row) => row["code"] is { } code && row["codeSystem"] is { } system
        ? ObservationKinds.Of(row.Context.CodeSystem(system), code)
        : ObservationKinds.Of(null, "");

    private static Form FormOf(Row row)
    {
        if (Kind(row).IsScore) return Form.Score;
        if (row["valueCodeSystem"] is not null) return Form.Code;
        return row.Measured("value") is not null ? Form.Quantity : Form.Text;
    }

    // A resource that does not meet its profile's rules keeps its data and claims nothing.
    private static string? Profile(Row row)
    {
        var kind = Kind(row);
        if (kind.NeedsDay && row["effectiveDate"] is { Length: < 10 }) return null;
        if (kind.Units.Count == 0) return kind.Profile;
        return FormOf(row) == Form.Quantity && row.Measured("value")?.UnitCode is { } unit && kind.Units.Contains(unit) ? kind.Profile : null;
    }

    private static void WriteCategories(Row row, Utf8JsonWriter json)
    {
        var kind = Kind(row);
        json.WriteStartArray();
        json.WriteRawValue(Fixed.ConceptJson(CodeSystems.ObservationCategory, kind.Category!));
        if (kind.SnomedCategory is { } snomed) json.WriteRawValue(Fixed.ConceptJson(CodeSystems.Snomed, snomed));
        json.WriteEndArray();
    }

    private static void WriteScore(Row row, Utf8JsonWriter json, string text)
    {
        var kind = Kind(row);
        var isScore = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score >= kind.Lowest && score <= kind.Highest;
        if (!isScore) row.Problem("value", "the value is not a score of this scale", $"Write a whole number from {kind.Lowest} to {kind.Highest}.");
        json.WriteNumberValue(score);
    }

    private static ElementOrigin? Decision(Row row) => Kind(row).Profile is null ? null : new ElementOrigin("code", "Observation.meta.profile")
    {
        Rule = Profile(row) is null ? "the code has a profile whose rules on date or unit the row does not meet" : "the code decides the profile",
    };
}
