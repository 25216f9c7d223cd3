using System.Text.Json;
using Tessera.Fhir.Definitions;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the short form of a concept or coding: <c>{ system: …, code: $C, text: $T, display: $D, version: $V }</c>.</summary>
internal sealed class ConceptReader(MappingScope scope)
{
    private static readonly HashSet<string> Keys = ["system", "code", "display", "text", "version", ElementReader.If, ElementReader.Repeat, ElementReader.Slice];

    /// <summary>Whether an element is written in the short form.</summary>
    public static bool IsMeant(YamlMappingNode node, FhirProperty property) =>
        property.TypeName is "CodeableConcept" or "Coding" && node.Children.Keys.All(key => Keys.Contains(MappingText.Of(key)));

    /// <summary>The concept, or null after noting a problem.</summary>
    public Element? Read(YamlMappingNode node, FhirProperty property)
    {
        var isCoding = property.TypeName == "Coding";
        var code = Value(node, "code");
        if (code is null) return WithoutCode(node, isCoding);
        if (!CellExpression.IsMeant(code)) return OfOneCode(node, code, isCoding);
        foreach (var key in (string[])["text", "display", "version"])
            if (Value(node, key) is { } said && !CellExpression.IsMeant(said)) return Refuse(node, $"'{key}' would be the same for every code", "Name a column, or leave it out.");
        if (Cell(node, "code", out var map) is not { } column) return null;
        var system = Value(node, "system");
        var systemColumn = system is not null && CellExpression.IsMeant(system) ? Cell(node, "system", out _) : null;
        return new Concept(column)
        {
            System = systemColumn is null && system is not null ? MappingScope.CodeSystem(system) : null,
            SystemColumn = systemColumn,
            TextColumn = Cell(node, "text", out _),
            DisplayColumn = Cell(node, "display", out _),
            VersionColumn = Cell(node, "version", out _),
            Map = map,
            IsCoding = isCoding,
        };
    }

    private Element? WithoutCode(YamlMappingNode node, bool isCoding)
    {
        if (isCoding) return Refuse(node, "a Coding needs a code");
        return Value(node, "text") is null ? Refuse(node, "a concept needs system and code, or a text") : new ObjectElement(("text", Text(node, "text")!));
    }

    // The code is the same for every row; what else is said of it may not be.
    private Element? OfOneCode(YamlMappingNode node, string code, bool isCoding)
    {
        if (Value(node, "system") is not { } system) return Refuse(node, "a concept needs system and code, or a text");
        var parts = new List<(string, Element)> { ("system", Fixed.Json(Json(MappingScope.CodeSystem(system)))) };
        if (Text(node, "version") is { } version) parts.Add(("version", version));
        parts.Add(("code", Fixed.Json(Json(code))));
        if (Text(node, "display") is { } display) parts.Add(("display", display));
        var coding = new ObjectElement([.. parts]) { Always = true };
        if (isCoding) return coding;
        return Text(node, "text") is { } text
            ? new ObjectElement(("coding", new ListElement(coding)), ("text", text)) { Always = true }
            : new ObjectElement(("coding", new ListElement(coding)));
    }

    private Element? Text(YamlMappingNode node, string key) => Value(node, key) switch
    {
        null => null,
        { } said when CellExpression.IsMeant(said) => Cell(node, key, out _) is { } column ? new TextElement(column) : null,
        { } said => Fixed.Json(Json(said)),
    };

    private string? Cell(YamlMappingNode node, string key, out CodeMap? map)
    {
        map = null;
        if (Value(node, key) is not { } text || !CellExpression.IsMeant(text)) return null;
        var place = MappingText.Node(node, key)!;
        if (!CellExpression.TryParse(text, out var cell, out var problem)) scope.Problems.Add(place, problem);
        else if (scope.TryMap(place, cell.Map, out map)) return scope.Columns.Use(cell.Column);
        return null;
    }

    private Element? Refuse(YamlNode place, string message, string? fix = null)
    {
        scope.Problems.Add(place, message, fix);
        return null;
    }

    private string? Value(YamlMappingNode node, string key) => MappingText.Value(node, key) is { } text ? scope.Said(text) : null;

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
