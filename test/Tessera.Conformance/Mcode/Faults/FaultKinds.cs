using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.Mcode.Faults;

/// <summary>The kinds of fault, each from a rule of the base specification or of the example's own profile.</summary>
internal static class FaultKinds
{
    public static IReadOnlyList<Fault> All { get; } = [.. Shapes(), .. Primitives(), .. ProfileRules(), .. Extensions(), .. Invariants()];

    private static IEnumerable<Fault> Shapes() =>
    [
        new("a required element is missing", (holder, spot, _) => spot.Element.Min > 0 && holder.Remove(spot.Name)),
        new("a property that does not exist", (holder, _, _) => holder.TryAdd("tesseraUnknown", "x")),
        new("a property in the wrong case", (holder, spot, _) => Rename(holder, spot.Name, char.ToUpperInvariant(spot.Name[0]) + spot.Name[1..])),
        new("a single value instead of a list", (holder, spot, _) => holder[spot.Name] is JsonArray { Count: 1 } list && Put(holder, spot.Name, list[0]!.DeepClone())),
        new("a list instead of a single value", (holder, spot, _) => holder[spot.Name] is { } value and not JsonArray && Put(holder, spot.Name, new JsonArray(value.DeepClone()))),
        new("a list within a list", (holder, spot, _) => holder[spot.Name] is JsonArray list && Put(holder, spot.Name, new JsonArray(list.DeepClone()))),
        new("an empty list", (holder, spot, _) => holder[spot.Name] is JsonArray && Put(holder, spot.Name, new JsonArray())),
        new("an empty object", (holder, spot, _) => holder[spot.Name] is JsonObject && Put(holder, spot.Name, new JsonObject())),
        new("null", (holder, spot, _) => holder[spot.Name] is not JsonArray && Put(holder, spot.Name, null)),
        new("a text instead of an object", (holder, spot, _) => holder[spot.Name] is JsonObject && Put(holder, spot.Name, "x")),
        Fault.OfValue("an object instead of a primitive", (_, spot) => spot.Property.Type.Kind == FhirTypeKind.Primitive ? new JsonObject { ["id"] = "x" } : null),
        Fault.OfValue("a number instead of a text", (value, spot) => spot.Property.Type.Kind == FhirTypeKind.Primitive && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? 5 : null),
        Fault.OfPrimitive("a text instead of a boolean", "true", "boolean"),
        Fault.OfPrimitive("a text instead of a number", "5", "decimal", "integer", "positiveInt", "unsignedInt"),
    ];

    private static IEnumerable<Fault> Primitives() =>
    [
        Fault.OfPrimitive("an empty text", "", "string", "markdown", "code", "uri", "date", "dateTime"),
        Fault.OfPrimitive("a month that does not exist", "2024-13-01", "date", "dateTime"),
        Fault.OfPrimitive("a day that does not exist", "2023-02-30", "date", "dateTime"),
        Fault.OfPrimitive("a time without a zone", "2024-01-02T03:04:05", "dateTime", "instant"),
        Fault.OfPrimitive("a date written as people do", "02.01.2024", "date", "dateTime"),
        Fault.OfPrimitive("a code with a space in front", " final", "code"),
        Fault.OfPrimitive("a URI with spaces", "http://example.org/a b", "uri", "url", "canonical"),
        Fault.OfPrimitive("an id with characters that ids do not have", "a_b", "id"),
        Fault.OfPrimitive("an id that is too long", new string('a', 65), "id"),
        Fault.OfPrimitive("a fraction where a whole number belongs", 1.5, "integer", "positiveInt", "unsignedInt"),
        Fault.OfPrimitive("a negative count", -1, "positiveInt", "unsignedInt"),
    ];

    private static IEnumerable<Fault> ProfileRules() =>
    [
        new("an element that the profile does not allow", (holder, spot, definitions) => Forbidden(holder, spot, definitions)),
        new("more values than the profile allows", (holder, spot, _) => spot.Element.Max != ElementDefinition.Unbounded && holder[spot.Name] is JsonArray list && Overfill(list, spot.Element.Max)),
        new("nothing in a slice that must be there", (holder, spot, definitions) => Slice(holder, spot, definitions, max: null) && Put(holder, spot.Name, new JsonArray(Stranger(spot.Type)))),
        new("too much in a slice", (holder, spot, definitions) => holder[spot.Name] is JsonArray { Count: 1 } list && Slice(holder, spot, definitions, max: 1) && Overfill(list, 1)),
        Fault.OfValue("another value than the pattern", (value, spot) => spot.Element.Pattern.IsEmpty ? null : Different(value)),
        new("a code outside of a required value set", (holder, spot, definitions) =>
            spot.Type == "code" && spot.Element.Binding is { Strength: BindingStrength.Required } binding && definitions.FindValueSet(binding.ValueSet) is { IsDecidable: true } &&
            holder[spot.Name] is JsonValue && Put(holder, spot.Name, "tessera-unknown")),
        new("a type that the choice does not have", (holder, spot, _) => spot.Property.IsChoice && Put(holder, spot.Property.ElementName + "ContactDetail", new JsonObject { ["name"] = "x" })),
        new("two types of one choice", (holder, spot, _) => spot.Property.IsChoice && spot.Element.Types.FirstOrDefault(type => type.Code is "string" or "boolean" && Json(type.Code) != spot.Name[spot.Property.ElementName.Length..]) is { } other &&
            Put(holder, spot.Property.ElementName + Json(other.Code), other.Code == "string" ? "x" : true)),
        new("a reference to a type that is not allowed", (holder, spot, definitions) => WrongTarget(holder, spot, definitions)),
        new("a profile of another type is claimed", (holder, spot, _) => spot.Name == "profile" && spot.Place.EndsWith(".meta", StringComparison.Ordinal) &&
            Put(holder, "profile", new JsonArray(spot.Place.StartsWith("Encounter", StringComparison.Ordinal) ? "http://hl7.org/fhir/StructureDefinition/Patient" : "http://hl7.org/fhir/StructureDefinition/Encounter"))),
    ];

    private static IEnumerable<Fault> Extensions() =>
    [
        Fault.Inside("an extension without a URL", "Extension", extension => extension.Remove("url")),
        Fault.Inside("an extension with neither value nor parts", "Extension", extension =>
        {
            foreach (var name in extension.Select(pair => pair.Key).Where(name => name != "url").ToArray()) extension.Remove(name);
            return true;
        }),
        Fault.Inside("an extension with both value and parts", "Extension", extension =>
            extension.Any(pair => pair.Key.StartsWith("value", StringComparison.Ordinal)) && Put(extension, "extension", new JsonArray(new JsonObject { ["url"] = "http://example.org/x", ["valueString"] = "x" }))),
        new("an extension with a value of another type than it is defined with", (holder, spot, definitions) => WrongExtensionValue(holder, spot, definitions)),
    ];

    private static IEnumerable<Fault> Invariants() =>
    [
        Fault.Inside("per-1: a period that ends before it starts", "Period", period => Put(period, "start", "2024-02-01") && Put(period, "end", "2023-02-01")),
        Fault.Inside("qty-3: a unit's code without its system", "Quantity", quantity => quantity.ContainsKey("code") && quantity.Remove("system")),
        Fault.Inside("ref-1: a reference to something contained that is not there", "Reference", reference => Put(reference, "reference", "#not-there")),
        Fault.Inside("txt-1: a script in the narrative", "Narrative", text => Put(text, "div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>")),
        Fault.Inside("txt-1: an event handler in the narrative", "Narrative", text => Put(text, "div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p onclick=\"x\">x</p></div>")),
        Fault.Inside("txt-1: narrative that is not XHTML", "Narrative", text => Put(text, "div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>x</div>")),
        Fault.Inside("txt-2: narrative without content", "Narrative", text => Put(text, "div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"> </div>")),
        AtRoot("obs-6: a reason for absence beside a value", "Observation", resource => resource.Any(pair => pair.Key.StartsWith("value", StringComparison.Ordinal)) &&
            Put(resource, "dataAbsentReason", new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/data-absent-reason", ["code"] = "unknown" }) })),
        AtRoot("dom-2: a contained resource in a contained resource", null, resource => Contain(resource, new JsonObject { ["resourceType"] = "Basic", ["id"] = "inner", ["code"] = new JsonObject { ["text"] = "x" }, ["contained"] = new JsonArray(new JsonObject { ["resourceType"] = "Basic", ["id"] = "deeper", ["code"] = new JsonObject { ["text"] = "x" } }) })),
        AtRoot("dom-3: a contained resource that nothing refers to", null, resource => Contain(resource, new JsonObject { ["resourceType"] = "Basic", ["id"] = "lonely", ["code"] = new JsonObject { ["text"] = "x" } })),
        AtRoot("dom-4: a contained resource with a version", null, resource => Contain(resource, new JsonObject { ["resourceType"] = "Basic", ["id"] = "inner", ["meta"] = new JsonObject { ["versionId"] = "1" }, ["code"] = new JsonObject { ["text"] = "x" } })),
        AtRoot("a type of resource that does not exist", null, resource => Put(resource, "resourceType", "Observatoin")),
    ];

    private static Fault AtRoot(string name, string? type, Func<JsonObject, bool> change) => new(name, (holder, spot, _) =>
        spot.Steps.Count == 0 && spot.Name == "id" && (type is null || spot.Place == type) && !spot.Place.StartsWith("Bundle", StringComparison.Ordinal) && change(holder));

    private static bool Put(JsonObject holder, string name, JsonNode? value)
    {
        holder[name] = value;
        return true;
    }

    private static bool Rename(JsonObject holder, string name, string to)
    {
        var value = holder[name]?.DeepClone();
        return holder.Remove(name) && Put(holder, to, value);
    }

    private static bool Contain(JsonObject resource, JsonObject inner)
    {
        if (resource.ContainsKey("contained")) return false;
        return Put(resource, "contained", new JsonArray(inner));
    }

    private static bool Overfill(JsonArray list, int max)
    {
        while (list.Count <= max) list.Add(list[0]!.DeepClone());
        return true;
    }

    private static JsonNode? Different(JsonNode value) => value switch
    {
        JsonObject { Count: > 0 } some when some.ContainsKey("coding") => new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/other", ["code"] = "other" }) },
        JsonObject => null,
        JsonValue single when single.TryGetValue<string>(out var text) => Uri.IsWellFormedUriString(text, UriKind.Absolute) ? "http://example.org/other" : "other",
        _ => null,
    };

    private static StructureDefinition? Profile(JsonObject resource, Spot spot, FhirDefinitions definitions) =>
        spot.Steps.Count == 0 && (string?)resource["meta"]?["profile"]?[0] is { } url ? definitions.FindStructure(url) : null;

    private static bool Forbidden(JsonObject resource, Spot spot, FhirDefinitions definitions)
    {
        if (spot.Name != "id") return false;
        if (Profile(resource, spot, definitions)?.Elements.FirstOrDefault(element => element is { Max: 0, SliceName: null } && element.Path.Count('.') == 1) is not { } forbidden) return false;
        var name = forbidden.Path[(forbidden.Path.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return name.EndsWith("[x]", StringComparison.Ordinal) ? resource.TryAdd(name[..^3] + "String", "x") : resource.TryAdd(name, new JsonObject { ["text"] = "x" });
    }

    // A list at the outermost level of which the profile wants a slice, and whose items are told apart by what is in them.
    private static bool Slice(JsonObject resource, Spot spot, FhirDefinitions definitions, int? max) =>
        spot.Type is "CodeableConcept" or "Observation.component" && resource[spot.Name] is JsonArray &&
        Profile(resource, spot, definitions)?.Elements.Any(element => element is { Min: > 0, SliceName: not null } && element.Path == $"{spot.Place}.{spot.Name}" && (max is null || element.Max == max) &&
            (element.Binding is not { } binding || definitions.FindValueSet(binding.ValueSet) is { IsDecidable: true })) == true;

    private static JsonObject Stranger(string type) => type == "CodeableConcept"
        ? new JsonObject { ["text"] = "x" }
        : new JsonObject { ["code"] = new JsonObject { ["text"] = "x" }, ["valueString"] = "x" };

    private static bool WrongTarget(JsonObject holder, Spot spot, FhirDefinitions definitions)
    {
        if (spot.Type != "Reference" || spot.Element.Types.FirstOrDefault(type => type.Code == "Reference") is not { TargetProfiles.Count: > 0 } type) return false;
        var allowed = type.TargetProfiles.Select(profile => definitions.FindStructure(profile)?.Type).ToArray();
        if (allowed.Contains(null) || allowed.Contains("Resource") || allowed.Contains("Account")) return false;
        var wrong = new JsonObject { ["reference"] = "Account/1" };
        return Put(holder, spot.Name, holder[spot.Name] is JsonArray ? new JsonArray(wrong) : wrong);
    }

    private static bool WrongExtensionValue(JsonObject holder, Spot spot, FhirDefinitions definitions)
    {
        if (spot.Name != "extension" || holder["extension"] is not JsonArray { Count: > 0 } list || list[0] is not JsonObject extension) return false;
        if ((string?)extension["url"] is not { } url || definitions.FindStructure(url) is not { IsExtension: true }) return false;
        if (extension.FirstOrDefault(pair => pair.Key.StartsWith("value", StringComparison.Ordinal)).Key is not { } name) return false;
        extension.Remove(name);
        return Put(extension, "valueContactDetail", new JsonObject { ["name"] = "x" });
    }

    private static string Json(string type) => char.ToUpperInvariant(type[0]) + type[1..];
}
