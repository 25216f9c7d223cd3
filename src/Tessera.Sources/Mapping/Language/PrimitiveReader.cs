using System.Globalization;
using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Oncology.Mcode;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads what a mapping says of a single value. The definition of the element decides how a cell is read.</summary>
internal sealed class PrimitiveReader(MappingScope scope)
{
    private readonly ValueReader values = new(scope);

    /// <summary>A primitive, or null after noting a problem.</summary>
    public Element? Read(YamlNode node, string text, FhirProperty property)
    {
        if (!ValueReader.IsMeant(text)) return Literal(node, text, property);
        var form = Form(property.TypeName);
        if (!CellExpression.IsMeant(text)) return values.Read(node, text) is { } made ? new PrimitiveElement(made, form) { IsPast = IsPast(property) } : null;
        if (values.Expression(node, text) is not { } read || !CanStand(node, read, property)) return null;
        if (read.Range is not null && form is not (PrimitiveForm.Number or PrimitiveForm.Whole)) return Refuse(node, $"'{property.JsonName}' is not a number", "Leave \"from … to …\" out.");
        // A system of identifiers may have a local name.
        if (property is { JsonName: "system", TypeName: "uri" }) read = read with { Form = TextForm.System };
        return values.Read(node, read, forPeople: property.TypeName is "string" or "markdown") is { } value ? new PrimitiveElement(value, form) { Range = read.Range, IsPast = IsPast(property) } : null;
    }

    /// <summary>A quantity from a number, with or without a unit beside it; null after noting a problem.</summary>
    public Element? Quantity(YamlNode node, string number, YamlNode? unitNode, string? unit)
    {
        if (values.Read(node, number) is not { } amount) return null;
        if (unit is null) return new QuantityElement(amount, null);
        return values.Read(unitNode!, unit) is { } of ? new QuantityElement(amount, of) : null;
    }

    /// <summary>An element that says only why it says nothing more.</summary>
    public Element? Absent(YamlNode node, string reason)
    {
        if (scope.Definitions.FindCodeSystem(CodeSystems.DataAbsentReason) is not { } reasons || reasons.Concepts.Any(concept => concept.Code == reason)) return Fixed.Absent(reason);
        scope.Problems.Unknown(node, "reason why a value is missing", reason, reasons.Concepts.Select(concept => concept.Code));
        return null;
    }

    private Element? Literal(YamlNode node, string text, FhirProperty property)
    {
        if (Wrong(text, property) is { } wrong) return Refuse(node, wrong.Message, wrong.Fix);
        return Form(property.TypeName) is PrimitiveForm.Number or PrimitiveForm.Whole or PrimitiveForm.Boolean ? Fixed.Json(text)
            : Fixed.Json(JsonSerializer.Serialize(property is { JsonName: "system", TypeName: "uri" } ? MappingScope.CodeSystem(text) : text));
    }

    // What an element may have of what the mapping itself says in the place of a cell.
    private bool CanStand(YamlNode node, CellExpression read, FhirProperty property)
    {
        if (read.Default is { } other && Wrong(other, property) is { } wrong) return Refuse(node, $"the default: {wrong.Message}", wrong.Fix) is not null;
        if (read.Map is null || !scope.Maps.TryGetValue(read.Map, out var map)) return true;
        foreach (var target in map.Targets)
            if (Wrong(target.Code, property) is { } mistaken) return Refuse(node, $"the map '{map.Name}': {mistaken.Message}", mistaken.Fix) is not null;
        return true;
    }

    private (string Message, string? Fix)? Wrong(string text, FhirProperty property) => Form(property.TypeName) switch
    {
        PrimitiveForm.Number or PrimitiveForm.Whole => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : ($"'{property.JsonName}' is a number", null),
        PrimitiveForm.Boolean => text is "true" or "false" ? null : ($"'{property.JsonName}' is true or false", null),
        PrimitiveForm.Date => IsDate(text, DateKind.Date) ? null : ($"'{text}' is no date", "Write YYYY, YYYY-MM or YYYY-MM-DD."),
        PrimitiveForm.DateTime => IsDate(text, DateKind.DateTime) ? null : ($"'{text}' is no date", "Write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a zone."),
        PrimitiveForm.Instant => IsDate(text, DateKind.Instant) ? null : ($"'{text}' is no time", "Write YYYY-MM-DDThh:mm:ss with a zone."),
        _ => scope.InsteadOf(property, null, text) is { } others ? ($"'{text}' is no code that '{property.JsonName}' may have", others) : null,
    };

    private static bool IsDate(string text, DateKind kind) => SourceDate.Read(text, kind, [], null).Text == text;

    private Element? Refuse(YamlNode place, string message, string? fix = null)
    {
        scope.Problems.Add(place, message, fix);
        return null;
    }

    private static bool IsPast(FhirProperty property) => property is { JsonName: "birthDate", TypeName: "date" };

    private static PrimitiveForm Form(string type) => type switch
    {
        "date" => PrimitiveForm.Date,
        "dateTime" => PrimitiveForm.DateTime,
        "instant" => PrimitiveForm.Instant,
        "decimal" => PrimitiveForm.Number,
        "integer" or "positiveInt" or "unsignedInt" => PrimitiveForm.Whole,
        "boolean" => PrimitiveForm.Boolean,
        _ => PrimitiveForm.Text,
    };
}
