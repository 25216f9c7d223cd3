using System.Globalization;
using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Reads a StructureDefinition from its JSON.</summary>
internal static class StructureDefinitionJson
{
    private const string FhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";
    internal const string MaxValueSet = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet";

    /// <summary>What a snapshot can be made from.</summary>
    private static readonly string[] SnapshotParts = ["url", "version", "name", "title", "kind", "type", "baseDefinition", "derivation", "abstract", "context", "contextInvariant", "differential"];

    public static StructureDefinition Read(JsonElement json) => new()
    {
        Url = json.Text("url"),
        Version = json.Text("version"),
        Name = json.Text("name"),
        Title = json.OptionalText("title") ?? json.Text("name"),
        Kind = json.Text("kind"),
        Type = json.Text("type"),
        BaseDefinition = json.OptionalText("baseDefinition"),
        IsAbstract = json.Flag("abstract"),
        IsProfile = json.OptionalText("derivation") == "constraint",
        Contexts = json.Items("context").Select(context => new ExtensionContext(context.Text("type"), context.Text("expression")))
            .Concat(json.Texts("contextInvariant").Select(expression => new ExtensionContext("invariant", expression))).ToArray(),
        Elements = json.Part("snapshot").Items("element").Select(element => Element(element, ResourceIdPath(json))).ToArray(),
        Differential = json.Part("snapshot").Items("element").Any() ? default : Differential(json),
    };

    private static byte[] Differential(JsonElement json) => JsonWriting.Utf8(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in json.EnumerateObject())
            if (SnapshotParts.Contains(property.Name)) property.WriteTo(writer);
        writer.WriteEndObject();
    });

    private static ElementDefinition Element(JsonElement json, string? resourceIdPath)
    {
        var path = json.Text("path");
        return new ElementDefinition
        {
            Id = json.OptionalText("id") ?? path,
            Path = path,
            SliceName = json.OptionalText("sliceName"),
            Min = json.Number("min", 0),
            Max = Maximum(json.OptionalText("max")),
            IsList = json.Part("base") is { ValueKind: JsonValueKind.Object } origin && path.Contains('.')
                ? Maximum(origin.OptionalText("max")) > 1
                : Maximum(json.OptionalText("max")) > 1,
            Types = json.Items("type").Select(type => path == resourceIdPath ? new ElementType("id", [], [], []) : Type(type)).ToArray(),
            ContentReference = json.OptionalText("contentReference") is { } reference ? reference[(reference.IndexOf('#') + 1)..] : null,
            Binding = Binding(json),
            Fixed = json.ChoiceJson("fixed"),
            Pattern = json.ChoiceJson("pattern"),
            MinValue = json.ChoiceJson("minValue"),
            MaxValue = json.ChoiceJson("maxValue"),
            MaxLength = json.Number("maxLength", 0),
            Slicing = json.Part("slicing") is { ValueKind: JsonValueKind.Object } slicing ? Slicing(slicing) : null,
            Constraints = json.Items("constraint").Select(Constraint).ToArray(),
            MustSupport = json.Flag("mustSupport"),
            IsModifier = json.Flag("isModifier"),
            IsSummary = json.Flag("isSummary"),
            Short = json.Text("short"),
        };
    }

    private static int Maximum(string? max) => int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : ElementDefinition.Unbounded;

    // R4's definitions call the ids of resources "string" though their page says "id" (https://hl7.org/fhir/R4/resource.html#id).
    private static string? ResourceIdPath(JsonElement json) => json.Text("kind") == "resource" ? json.Text("type") + ".id" : null;

    // Elements such as Element.id have a FHIRPath system type; the FHIR type stands in an extension.
    private static ElementType Type(JsonElement json) => new(
        json.Extension(FhirType) ?? json.Text("code").Replace("http://hl7.org/fhirpath/System.String", "string", StringComparison.Ordinal),
        json.Texts("profile"),
        json.Texts("targetProfile"),
        json.Texts("aggregation"));

    private static ElementBinding? Binding(JsonElement element)
    {
        var json = element.Part("binding");
        if (json.OptionalText("valueSet") is not { } valueSet) return null;
        var strength = json.Text("strength") switch
        {
            "required" => BindingStrength.Required,
            "extensible" => BindingStrength.Extensible,
            "preferred" => BindingStrength.Preferred,
            _ => BindingStrength.Example,
        };
        return new ElementBinding(strength, valueSet, json.Extension(MaxValueSet));
    }

    private static ElementSlicing Slicing(JsonElement json) => new(
        json.Items("discriminator").Select(discriminator => new SliceDiscriminator(discriminator.Text("type"), discriminator.Text("path"))).ToArray(),
        json.OptionalText("rules") ?? "open",
        json.Flag("ordered"));

    private static ElementConstraint Constraint(JsonElement json) => new(
        json.Text("key"), json.OptionalText("severity") != "warning", json.Text("human"), json.Text("expression"), json.Text("source"));
}
