using System.Text.Json;
using Tessera.Fhir.Definitions;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the short form of a concept or coding: <c>{ system: …, code: $C, text: $T, display: $D, version: $V }</c>.</summary>
internal sealed class ConceptReader(MappingScope scope)
{
    private static readonly HashSet<string> Keys = ["system", "code", "display", "text", "version"];

    private readonly ValueReader values = new(scope);

    /// <summary>Whether an element is written in the short form.</summary>
    public static bool IsMeant(YamlMappingNode node, FhirProperty property) => property.TypeName is "CodeableConcept" or "Coding"
        && node.Children.Keys.All(key => MappingText.Of(key) is var name && (Keys.Contains(name) || ElementReader.IsControl(name) || (name == "extension" && MappingText.Value(node, "code") is not null)));

    /// <summary>The concept, or null after noting a problem.</summary>
    public Element? Read(YamlMappingNode node, FhirProperty property, Element? extensions)
    {
        var isCoding = property.TypeName == "Coding";
        var code = Value(node, "code");
        if (code is null) return WithoutCode(node, isCoding);
        if (!CellExpression.IsMeant(code)) return extensions is null ? OfOneCode(node, code, property) : Refuse(node, "a concept that is the same for every row has no extensions here", "Write them below coding.");
        foreach (var key in (string[])["text", "display", "version"])
            if (Value(node, key) is { } said && !ValueReader.IsMeant(said)) return Refuse(node, $"'{key}' would be the same for every code", "Name a column, or leave it out.");
        return OfCells(node, code, isCoding, extensions);
    }

    private Concept? OfCells(YamlMappingNode node, string code, bool isCoding, Element? extensions)
    {
        var place = MappingText.Node(node, "code")!;
        if (values.Expression(place, code) is not { } read || values.Cells(place, read) is not { } cells) return null;
        if (!scope.TryMap(place, read.Map, out var map) || !scope.TryList(place, read.OneOf, out var codes)) return null;
        if (read.IsSeveral) scope.TakeSeveral(read.Code ?? read.Column);
        var system = System(node);
        return new Concept(cells)
        {
            System = system.Uri,
            SystemCell = system.Cell,
            Text = Text(node, "text"),
            Display = Text(node, "display"),
            Version = Text(node, "version"),
            Map = map,
            Codes = codes,
            OthersAreText = read.OrText,
            IsSeveral = read.IsSeveral,
            IsCoding = isCoding,
            OnlyMapped = isCoding && map is not null && scope.Record is not null,
            Extensions = extensions,
        };
    }

    // A system that a cell names may have a default: then that is the one of which a list of codes speaks.
    private (string? Uri, TextValue? Cell) System(YamlMappingNode node)
    {
        if (Value(node, "system") is not { } system) return default;
        if (!CellExpression.IsMeant(system)) return (MappingScope.CodeSystem(system), null);
        var place = MappingText.Node(node, "system")!;
        if (values.Expression(place, system) is not { } read) return default;
        return (read.Default is null ? null : MappingScope.CodeSystem(read.Default), values.Read(place, read with { Default = null }));
    }

    private Element? WithoutCode(YamlMappingNode node, bool isCoding)
    {
        if (isCoding) return Refuse(node, "a Coding needs a code");
        if (Value(node, "text") is null) return Refuse(node, "a concept needs system and code, or a text");
        return Element(node, "text") is { } text ? new ObjectElement(("text", text)) : null;
    }

    // The code is the same for every row; what else is said of it may not be.
    private Element? OfOneCode(YamlMappingNode node, string code, FhirProperty property)
    {
        var isCoding = property.TypeName == "Coding";
        if (Value(node, "system") is not { } system) return Refuse(node, "a concept needs system and code, or a text");
        if (!ValueReader.IsMeant(system) && scope.InsteadOf(property, MappingScope.CodeSystem(system), code) is { } others)
            return Refuse(MappingText.Node(node, "code")!, $"'{code}' is no code that '{property.JsonName}' may have", others);
        var parts = new List<(string, Element)> { ("system", Fixed.Json(Json(MappingScope.CodeSystem(system)))) };
        if (Element(node, "version") is { } version) parts.Add(("version", version));
        parts.Add(("code", Fixed.Json(Json(code))));
        if (Element(node, "display") is { } display) parts.Add(("display", display));
        var coding = new ObjectElement([.. parts]) { Always = true };
        if (isCoding) return coding;
        return Element(node, "text") is { } text
            ? new ObjectElement(("coding", new ListElement(coding)), ("text", text)) { Always = true }
            : new ObjectElement(("coding", new ListElement(coding)));
    }

    private Element? Element(YamlMappingNode node, string key) => Value(node, key) switch
    {
        null => null,
        { } said when ValueReader.IsMeant(said) => Text(node, key) is { } value ? new PrimitiveElement(value, PrimitiveForm.Text) : null,
        { } said => Fixed.Json(Json(said)),
    };

    private TextValue? Text(YamlMappingNode node, string key) =>
        Value(node, key) is { } text ? values.Read(MappingText.Node(node, key)!, text, forPeople: key is "text" or "display") : null;

    private Element? Refuse(YamlNode place, string message, string? fix = null)
    {
        scope.Problems.Add(place, message, fix);
        return null;
    }

    private string? Value(YamlMappingNode node, string key) => MappingText.Value(node, key) is { } text ? scope.Said(text) : null;

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
