using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>The pieces that many resources have.</summary>
internal static class FhirJson
{
    private const int DateLength = 10;

    /// <summary>Type, id and profile: the first elements of every resource.</summary>
    public static void Head(this Utf8JsonWriter json, ReadOnlySpan<byte> type, string id, string? profile = null)
    {
        json.WriteString("resourceType"u8, type);
        json.WriteString("id"u8, id);
        if (profile is null) return;
        json.WriteStartObject("meta"u8);
        json.WriteStartArray("profile"u8);
        json.WriteStringValue(profile);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Date(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly day)
    {
        json.WritePropertyName(name);
        Span<byte> text = stackalloc byte[DateLength];
        _ = day.TryFormat(text, out _, "O");
        json.WriteStringValue(text);
    }

    public static void Period(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly start, DateOnly? end)
    {
        json.WriteStartObject(name);
        json.Date("start"u8, start);
        if (end is { } last) json.Date("end"u8, last);
        json.WriteEndObject();
    }

    public static void Concept(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Concept concept)
    {
        json.WritePropertyName(name);
        json.Concept(concept);
    }

    public static void Concept(this Utf8JsonWriter json, Concept concept) => json.WriteRawValue(concept.Json, skipInputValidation: true);

    /// <summary>A concept with one code and no text.</summary>
    public static void Code(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string system, string code)
    {
        json.WritePropertyName(name);
        json.Code(system, code);
    }

    public static void Code(this Utf8JsonWriter json, string system, string code)
    {
        json.WriteStartObject();
        json.WriteStartArray("coding"u8);
        json.Coding(system, code);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Coding(this Utf8JsonWriter json, string system, string code)
    {
        json.WriteStartObject();
        json.WriteString("system"u8, system);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
    }

    public static void Reference(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string reference)
    {
        json.WritePropertyName(name);
        json.Reference(reference);
    }

    public static void Reference(this Utf8JsonWriter json, string reference)
    {
        json.WriteStartObject();
        json.WriteString("reference"u8, reference);
        json.WriteEndObject();
    }

    public static void References(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string reference)
    {
        json.WriteStartArray(name);
        json.Reference(reference);
        json.WriteEndArray();
    }

    public static void Quantity(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double value, string? unit)
    {
        json.WriteStartObject(name);
        json.QuantityElements(value, unit);
        json.WriteEndObject();
    }

    /// <summary>The categories of an observation: the base specification's, and SNOMED CT's where mCODE's searches ask for one.</summary>
    public static void Categories(this Utf8JsonWriter json, string? category, string? snomed = null)
    {
        json.WriteStartArray("category"u8);
        if (category is not null) json.Code(CodeSystems.ObservationCategory, category);
        if (snomed is not null) json.Code(CodeSystems.Snomed, snomed);
        json.WriteEndArray();
    }

    /// <summary>An extension whose value is a SNOMED CT concept.</summary>
    public static void SnomedExtension(this Utf8JsonWriter json, string url, string code)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.Code("valueCodeableConcept"u8, CodeSystems.Snomed, code);
        json.WriteEndObject();
    }

    public static void IntentExtension(this Utf8JsonWriter json, Intent intent)
    {
        json.WriteStartArray("extension"u8);
        json.SnomedExtension(McodeExtensions.ProcedureIntent, SyntheticCodes.Of(intent));
        json.WriteEndArray();
    }

    public static void QuantityElements(this Utf8JsonWriter json, double value, string? unit)
    {
        json.WriteNumber("value"u8, value);
        if (unit is null) return;
        json.WriteString("unit"u8, unit);
        json.WriteString("system"u8, CodeSystems.Ucum);
        json.WriteString("code"u8, unit);
    }
}
