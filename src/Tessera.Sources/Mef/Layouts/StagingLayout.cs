using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>staging-information: a row becomes a stage and up to three TNM categories. STU4's TNM profiles require the method;
/// without one, and for methods other than TNM, the statements are mCODE cancer stages.</summary>
internal static class StagingLayout
{
    public const string Name = "Staging";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! conditionId! stageGroup! t n m type! stagingSystem stagingCodeSystem effectiveDate!")
            .With("stagingCodeSystem", column => column with { Unused = "a code system without a staging system says nothing" })
            .With("type", column => column with { Unused = "clinical or pathologic belongs to TNM staging" }),
        [Category(TnmPart.T, "t"), Category(TnmPart.N, "n"), Category(TnmPart.M, "m"), Group()])
    {
        IdentifyingColumns = ["conditionId", "type", "stagingSystem", "effectiveDate"],
        FollowsCondition = "conditionId",
        Check = Check,
    };

    private static ResourceRule Category(TnmPart part, string column) => new("Observation", Body(part, column))
    {
        Part = part.ToString(),
        Applies = row => row[column] is not null,
        Profile = row => IsTnm(row) ? TnmStaging.Profile(part) : McodeProfiles.CancerStage,
    };

    private static ResourceRule Group() => new("Observation", Body(TnmPart.Group, "stageGroup"))
    {
        Part = "Group",
        Profile = row => IsTnm(row) ? McodeProfiles.TnmStageGroup : McodeProfiles.CancerStage,
    };

    private static ObjectElement Body(TnmPart part, string column) => new(
        ("status", Fixed.String("final")),
        ("category", new ListElement(Fixed.Concept(CodeSystems.Snomed, McodeCodes.Staging))),
        ("code", new ObjectElement(("coding", new ListElement(new FromCell("type", (row, json, _) => WriteType(row, json, part, column))))) ),
        ("subject", Subject()),
        ("focus", new ListElement(new ReferenceElement("conditionId", new ReferenceTarget("Condition", ConditionLayout.Name)) { Required = true })),
        ("effectiveDateTime", new DateElement("effectiveDate", DateKind.DateTime)),
        ("valueCodeableConcept", new FromCell(column, (row, json, text) => WriteValue(row, json, part, text))),
        ("method", new Concept("stagingSystem") { SystemColumn = "stagingCodeSystem", System = CodeSystems.Snomed }),
        ("hasMember", new Computed(WriteMembers) { If = row => part == TnmPart.Group && (row["t"] ?? row["n"] ?? row["m"]) is not null }));

    private static void Check(Row row)
    {
        if (row["type"] is { } type && BasisOf(type) is null)
            row.Problem("type", "the staging is neither clinical nor pathologic", "Write Clinical or Pathologic.");
        foreach (var (part, column) in new[] { (TnmPart.T, "t"), (TnmPart.N, "n"), (TnmPart.M, "m") })
            if (row[column] is { } text && !TnmStaging.IsCategory(part, text))
                row.Problem(column, $"the text is not a TNM {part} category", $"Write it as in c{part}1 or p{part}1.");
        var keys = row.Context.Keys;
        if (row["conditionId"] is { } id && keys.IsExtracted(ConditionLayout.Name, row.Patient, id) && !keys.Is(RecordFact.Primary, row.Patient, id))
            row.Problem("conditionId", "the condition is not a primary cancer, and a stage belongs to one", "Refer to the primary cancer.");
    }

    private static StagingMethod? OtherMethod(Row row) => row["stagingSystem"] is { } code ? StagingMethod.Find(MethodSystem(row), code) : null;

    private static bool IsTnm(Row row) => row["stagingSystem"] is not null && OtherMethod(row) is null;

    private static string MethodSystem(Row row) => row["stagingCodeSystem"] is { } named ? row.Context.CodeSystem(named) : CodeSystems.Snomed;

    private static StagingBasis? BasisOf(string type) => type.ToLowerInvariant() switch
    {
        "clinical" => StagingBasis.Clinical,
        "pathologic" or "pathological" => StagingBasis.Pathologic,
        _ => null,
    };

    // A category's own prefix wins: a pathologic staging may rest on a clinical M.
    private static StagingBasis Basis(Row row, TnmPart part, string? text)
    {
        var stated = BasisOf(row["type"] ?? "") ?? StagingBasis.Unspecified;
        return part == TnmPart.Group || text is null ? stated : TnmStaging.BasisOf(text, stated);
    }

    private static void WriteType(Row row, Utf8JsonWriter json, TnmPart part, string column)
    {
        if (part == TnmPart.Group && OtherMethod(row) is { } method) WriteCoding(json, method.TypeSystem, method.TypeCode);
        else WriteCoding(json, CodeSystems.Snomed, TnmStaging.Type(part, Basis(row, part, row[column])));
    }

    private static void WriteValue(Row row, Utf8JsonWriter json, TnmPart part, string text)
    {
        json.WriteStartObject();
        if (OtherMethod(row) is { } method && part == TnmPart.Group)
        {
            if (method.ValueCode(text) is { } code) WriteCodings(json, (CodeSystems.NciThesaurus, code));
        }
        else if (TnmStaging.IsAjcc(MethodSystem(row), row["stagingSystem"]) && TnmStaging.SnomedValue(part, text, Basis(row, part, text)) is { } value)
            WriteCodings(json, (CodeSystems.Snomed, value), (CodeSystems.CancerStaging, text));
        else WriteCodings(json, (CodeSystems.CancerStaging, text));
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteCodings(Utf8JsonWriter json, params ReadOnlySpan<(string System, string Code)> codings)
    {
        json.WriteStartArray("coding"u8);
        foreach (var (system, code) in codings) WriteCoding(json, system, code);
        json.WriteEndArray();
    }

    private static void WriteCoding(Utf8JsonWriter json, string system, string code)
    {
        json.WriteStartObject();
        json.WriteString("system"u8, system);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
    }

    private static void WriteMembers(Row row, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var rule in Layout.Resources)
            if (rule.Part != "Group" && rule.Applies!(row)) ReferenceElement.WriteLiteral(json, "Observation", rule.IdOf(row));
        json.WriteEndArray();
    }
}
