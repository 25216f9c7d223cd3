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
        if (values.Expression(node, text) is not { } read) return null;
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

    private Element? Literal(YamlNode node, string text, FhirProperty property) => Form(property.TypeName) switch
    {
        PrimitiveForm.Number or PrimitiveForm.Whole when !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => Refuse(node, $"'{property.JsonName}' is a number"),
        PrimitiveForm.Boolean when text is not ("true" or "false") => Refuse(node, $"'{property.JsonName}' is true or false"),
        PrimitiveForm.Number or PrimitiveForm.Whole or PrimitiveForm.Boolean => Fixed.Json(text),
        PrimitiveForm.Date when !IsDate(text, DateKind.Date) => Refuse(node, $"'{text}' is no date", "Write YYYY, YYYY-MM or YYYY-MM-DD."),
        PrimitiveForm.DateTime when !IsDate(text, DateKind.DateTime) => Refuse(node, $"'{text}' is no date", "Write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a zone."),
        PrimitiveForm.Instant when !IsDate(text, DateKind.Instant) => Refuse(node, $"'{text}' is no time", "Write YYYY-MM-DDThh:mm:ss with a zone."),
        _ when scope.InsteadOf(property, null, text) is { } others => Refuse(node, $"'{text}' is no code that '{property.JsonName}' may have", others),
        _ => Fixed.Json(JsonSerializer.Serialize(property is { JsonName: "system", TypeName: "uri" } ? MappingScope.CodeSystem(text) : text)),
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
