using System.Text.Json;
using Tessera.Fhir.Definitions;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Turns what a mapping says of an element into the rule that writes it. The definition of the element decides how a cell is read: as a
/// date, a number, a code, a reference. Names are those of FHIR's JSON.</summary>
internal sealed class ElementReader(MappingScope scope, string patientColumn)
{
    /// <summary>The key of a condition on an object.</summary>
    public const string If = "if";

    private static readonly HashSet<string> ConceptKeys = ["system", "code", "display", "text", "version", If];

    /// <summary>The elements of a resource or other object; null after noting problems.</summary>
    public List<(string Name, Element Value)> Properties(YamlMappingNode node, FhirType type, params ReadOnlySpan<string> others)
    {
        var parts = new List<(string, Element)>();
        foreach (var (keyNode, value) in node.Children)
        {
            var key = Text(keyNode);
            if (key == If || others.Contains(key)) continue;
            if (type.Properties.FirstOrDefault(property => property.JsonName == key) is not { } property)
                scope.Problems.Unknown(keyNode, $"element of {type.Name}", key, type.Properties.Select(candidate => candidate.JsonName));
            else if (Read(value, property) is { } element) parts.Add((key, element));
        }

        return parts;
    }

    private Element? Read(YamlNode node, FhirProperty property)
    {
        if (!property.IsCollection) return Single(node, property);
        var items = node is YamlSequenceNode list ? list.Children : [node];
        var read = items.Select(item => Single(item, property)).OfType<Element>().ToArray();
        return read.Length == items.Count ? new ListElement(read) : null;
    }

    private Element? Single(YamlNode node, FhirProperty property) => node switch
    {
        YamlScalarNode scalar => Scalar(scalar, property),
        YamlMappingNode mapping => Conditional(mapping, Object(mapping, property)),
        _ => Refuse(node, $"'{property.JsonName}' is not a list"),
    };

    private Element? Scalar(YamlScalarNode node, FhirProperty property)
    {
        var text = node.Value ?? "";
        if (property.TypeName == "Reference" && text == "patient") return new SubjectElement(scope.Columns.Use(patientColumn));
        if (!CellExpression.IsMeant(text)) return Literal(node, text, property);
        if (!CellExpression.TryParse(text, out var cell, out var problem)) return Refuse(node, problem);
        if (property.TypeName == "Reference") return Reference(node, cell);
        if (property.Type.Kind != FhirTypeKind.Primitive) return Refuse(node, $"'{property.JsonName}' is a {property.TypeName}, not a single value", "Write its elements below it.");
        return scope.TryMap(node, cell.Map, out var map) ? new PrimitiveElement(scope.Columns.Use(cell.Column), Form(property.TypeName)) { Map = map, Default = cell.Default } : null;
    }

    private Element? Reference(YamlNode node, CellExpression cell)
    {
        if (cell.Table is null) return Refuse(node, "a reference needs the table that it leads to", "Write $Column -> table, or patient.");
        if (scope.TypeOf(cell.Table) is { } type) return new ReferenceElement(scope.Columns.Use(cell.Column), new ReferenceTarget(type, cell.Table));
        scope.Problems.Unknown(node, "table", cell.Table, scope.Tables);
        return null;
    }

    private Element? Object(YamlMappingNode node, FhirProperty property)
    {
        if (property.TypeName is "CodeableConcept" or "Coding" && node.Children.Keys.All(key => ConceptKeys.Contains(Text(key)))) return Concept(node, property);
        if (property.Type.Kind == FhirTypeKind.Primitive) return Refuse(node, $"'{property.JsonName}' is a single value");
        var parts = Properties(node, property.Type);
        return parts.Count == 0 ? null : new ObjectElement([.. parts]);
    }

    private Element? Concept(YamlMappingNode node, FhirProperty property)
    {
        var code = Cell(node, "code", out var map);
        var (system, display, text, version) = (Value(node, "system"), Cell(node, "display", out _), Cell(node, "text", out _), Cell(node, "version", out _));
        if (code is null && text is null) return Fixed(node, property);
        if (code is null) return property.TypeName == "Coding" ? Refuse(node, "a Coding needs a code") : new ObjectElement(("text", new TextElement(text!)));
        var systemColumn = system is not null && CellExpression.IsMeant(system) ? Cell(node, "system", out _) : null;
        return new Concept(code)
        {
            System = systemColumn is null && system is not null ? MappingScope.CodeSystem(system) : null,
            SystemColumn = systemColumn,
            TextColumn = text,
            DisplayColumn = display,
            VersionColumn = version,
            Map = map,
            IsCoding = property.TypeName == "Coding",
        };
    }

    // A concept that is the same for every row.
    private Element? Fixed(YamlMappingNode node, FhirProperty property)
    {
        if (Value(node, "code") is not { } code || Value(node, "system") is not { } system) return Refuse(node, "a concept needs system and code, or a text");
        var coding = $$"""{"system":{{Json(MappingScope.CodeSystem(system))}},"code":{{Json(code)}}}""";
        return Mapping.Fixed.Json(property.TypeName == "Coding" ? coding : $$"""{"coding":[{{coding}}]}""");
    }

    private Element? Conditional(YamlMappingNode node, Element? element)
    {
        if (element is null || !node.Children.TryGetValue(new YamlScalarNode(If), out var condition)) return element;
        return scope.Condition(condition) is { } holds ? new When(holds, element) : null;
    }

    private Element? Literal(YamlScalarNode node, string text, FhirProperty property)
    {
        if (property.Type.Kind != FhirTypeKind.Primitive) return Refuse(node, $"'{property.JsonName}' is a {property.TypeName}, not a single value", "Write its elements below it.");
        return Form(property.TypeName) switch
        {
            PrimitiveForm.Number when !decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) => Refuse(node, $"'{property.JsonName}' is a number"),
            PrimitiveForm.Boolean when text is not ("true" or "false") => Refuse(node, $"'{property.JsonName}' is true or false"),
            PrimitiveForm.Number or PrimitiveForm.Boolean => Mapping.Fixed.Json(text),
            _ => Mapping.Fixed.Json(Json(text)),
        };
    }

    private string? Cell(YamlMappingNode node, string key, out CodeMap? map)
    {
        map = null;
        if (Value(node, key) is not { } text || !CellExpression.IsMeant(text)) return null;
        var place = node.Children[new YamlScalarNode(key)];
        if (!CellExpression.TryParse(text, out var cell, out var problem)) scope.Problems.Add(place, problem);
        else if (scope.TryMap(place, cell.Map, out map)) return scope.Columns.Use(cell.Column);
        return null;
    }

    private Element? Refuse(YamlNode place, string message, string? fix = null)
    {
        scope.Problems.Add(place, message, fix);
        return null;
    }

    private static PrimitiveForm Form(string type) => type switch
    {
        "date" => PrimitiveForm.Date,
        "dateTime" => PrimitiveForm.DateTime,
        "instant" => PrimitiveForm.Instant,
        "decimal" or "integer" or "positiveInt" or "unsignedInt" => PrimitiveForm.Number,
        "boolean" => PrimitiveForm.Boolean,
        _ => PrimitiveForm.Text,
    };

    private static string? Value(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
