using Tessera.Fhir.Json;

namespace Tessera.Oncology.Mcode;

/// <summary>FHIR data types in words, as they stand in the record: nothing is translated or looked up.</summary>
public static class PlainText
{
    private static readonly string[] ValueNames =
    [
        "valueCodeableConcept", "valueQuantity", "valueString", "valueInteger", "valueBoolean", "valueDateTime", "valueRatio", "valueRange", "valuePeriod", "valueTime",
    ];

    /// <summary>A CodeableConcept or Coding: its text, else the first display, else <c>code (system)</c>; empty for no node.</summary>
    public static string Concept(FhirNode concept)
    {
        if (concept.Text("text") is { Length: > 0 } text) return text;
        var codings = concept["coding"].Exists ? concept["coding"] : concept;
        foreach (var coding in codings.Items)
            if (coding.Text("display") is { Length: > 0 } display) return coding["system"].TextEquals("http://www.genenames.org"u8) ? Genes(codings) : display;
        foreach (var coding in codings.Items)
            if (coding.Text("code") is { Length: > 0 } code) return CodeSystemNames.IsWord(coding.Text("system")) ? code : $"{code} ({CodeSystemNames.Of(coding.Text("system"))})";
        return "";
    }

    // The examples of mCODE name all genes of a region studied as codings of one concept.
    private static string Genes(FhirNode codings)
    {
        var genes = new List<string>();
        foreach (var coding in codings.Items)
            if (coding.Text("display") is { Length: > 0 } gene && coding["system"].TextEquals("http://www.genenames.org"u8) && !genes.Contains(gene)) genes.Add(gene);
        return string.Join(", ", genes);
    }

    /// <summary>Several concepts, separated by commas.</summary>
    public static string Concepts(FhirNode concepts)
    {
        var texts = new List<string>();
        foreach (var concept in concepts.Items)
            if (Concept(concept) is { Length: > 0 } text) texts.Add(text);
        return string.Join(", ", texts);
    }

    /// <summary>A Quantity: comparator, digits as recorded, unit.</summary>
    public static string Quantity(FhirNode quantity)
    {
        if (!quantity["value"].Exists) return "";
        var unit = quantity.Text("unit") ?? quantity.Text("code") ?? "";
        return $"{quantity.Text("comparator")}{quantity["value"].ToText()} {unit}".Trim();
    }

    /// <summary>The value of an Observation or of one of its components; empty when there is none.</summary>
    public static string Value(FhirNode observation)
    {
        foreach (var name in ValueNames)
            if (observation[name] is { Exists: true } value) return Any(value);
        return observation["dataAbsentReason"].Exists ? $"no value: {Concept(observation["dataAbsentReason"])}" : "";
    }

    private static string Any(FhirNode value)
    {
        if (value.Kind != JsonKind.Object) return value.ToText();
        if (value["coding"].Exists || value["text"].Exists) return Concept(value);
        if (value["value"].Exists) return Quantity(value);
        if (value["numerator"].Exists) return $"{Quantity(value["numerator"])} / {Quantity(value["denominator"])}";
        if (value["low"].Exists || value["high"].Exists) return $"{Quantity(value["low"])} – {Quantity(value["high"])}";
        return $"{value.Text("start")} – {value.Text("end")}".Trim(' ', '–');
    }
}
