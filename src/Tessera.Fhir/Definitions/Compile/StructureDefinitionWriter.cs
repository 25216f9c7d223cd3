using System.Globalization;
using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Writes a structure of a layer as JSON again, as far as a layer keeps it: what <see cref="StructureDefinitionJson"/> reads.</summary>
internal static class StructureDefinitionWriter
{
    public static JsonElement Json(StructureDefinition structure) => JsonWriting.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url", structure.Url);
        writer.WriteString("version", structure.Version);
        writer.WriteString("kind", structure.Kind);
        writer.WriteString("type", structure.Type);
        if (structure.BaseDefinition is not null) writer.WriteString("baseDefinition", structure.BaseDefinition);
        writer.WriteString("derivation", structure.IsProfile ? "constraint" : "specialization");
        writer.WriteStartObject("snapshot");
        writer.WriteStartArray("element");
        foreach (var element in structure.Elements) Element(writer, element);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void Element(Utf8JsonWriter writer, ElementDefinition element)
    {
        writer.WriteStartObject();
        writer.WriteString("id", element.Id);
        writer.WriteString("path", element.Path);
        if (element.SliceName is not null) writer.WriteString("sliceName", element.SliceName);
        writer.WriteNumber("min", element.Min);
        writer.WriteString("max", Maximum(element.Max));
        Base(writer, element);
        if (element.Short.Length > 0) writer.WriteString("short", element.Short);
        if (element.ContentReference is not null) writer.WriteString("contentReference", "#" + element.ContentReference);
        if (element.MustSupport) writer.WriteBoolean("mustSupport", true);
        if (element.IsModifier) writer.WriteBoolean("isModifier", true);
        if (element.IsSummary) writer.WriteBoolean("isSummary", true);
        if (element.MaxLength > 0) writer.WriteNumber("maxLength", element.MaxLength);
        Types(writer, element);
        Value(writer, "fixed", element, element.Fixed);
        Value(writer, "pattern", element, element.Pattern);
        Value(writer, "minValue", element, element.MinValue);
        Value(writer, "maxValue", element, element.MaxValue);
        if (element.Binding is { } binding) Binding(writer, binding);
        if (element.Slicing is { } slicing) Slicing(writer, slicing);
        Constraints(writer, element);
        writer.WriteEndObject();
    }

    private static string Maximum(int max) => max == ElementDefinition.Unbounded ? "*" : max.ToString(CultureInfo.InvariantCulture);

    private static void Base(Utf8JsonWriter writer, ElementDefinition element)
    {
        writer.WriteStartObject("base");
        writer.WriteString("path", element.Path);
        writer.WriteNumber("min", 0);
        writer.WriteString("max", element.IsList ? "*" : "1");
        writer.WriteEndObject();
    }

    private static void Types(Utf8JsonWriter writer, ElementDefinition element)
    {
        if (element.Types.Count == 0) return;
        writer.WriteStartArray("type");
        foreach (var type in element.Types)
        {
            writer.WriteStartObject();
            writer.WriteString("code", type.Code);
            Texts(writer, "profile", type.Profiles);
            Texts(writer, "targetProfile", type.TargetProfiles);
            Texts(writer, "aggregation", type.Aggregations);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    // A layer does not keep the type of such a value; nobody asks for it again.
    private static void Value(Utf8JsonWriter writer, string name, ElementDefinition element, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty) return;
        writer.WritePropertyName(element.Types is [var type] ? ElementNames.ChoiceName(name + "[x]", type.Code) : name + "Value");
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private static void Binding(Utf8JsonWriter writer, ElementBinding binding)
    {
        writer.WriteStartObject("binding");
        writer.WriteString("strength", binding.Strength.ToString().ToLowerInvariant());
        writer.WriteString("valueSet", binding.ValueSet);
        if (binding.MaxValueSet is not null)
        {
            writer.WriteStartArray("extension");
            writer.WriteStartObject();
            writer.WriteString("url", StructureDefinitionJson.MaxValueSet);
            writer.WriteString("valueCanonical", binding.MaxValueSet);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Slicing(Utf8JsonWriter writer, ElementSlicing slicing)
    {
        writer.WriteStartObject("slicing");
        writer.WriteStartArray("discriminator");
        foreach (var discriminator in slicing.Discriminators)
        {
            writer.WriteStartObject();
            writer.WriteString("type", discriminator.Type);
            writer.WriteString("path", discriminator.Path);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteBoolean("ordered", slicing.Ordered);
        writer.WriteString("rules", slicing.Rules);
        writer.WriteEndObject();
    }

    private static void Constraints(Utf8JsonWriter writer, ElementDefinition element)
    {
        if (element.Constraints.Count == 0) return;
        writer.WriteStartArray("constraint");
        foreach (var constraint in element.Constraints)
        {
            writer.WriteStartObject();
            writer.WriteString("key", constraint.Key);
            writer.WriteString("severity", constraint.IsError ? "error" : "warning");
            writer.WriteString("human", constraint.Human);
            writer.WriteString("expression", constraint.Expression);
            if (constraint.Source.Length > 0) writer.WriteString("source", constraint.Source);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
