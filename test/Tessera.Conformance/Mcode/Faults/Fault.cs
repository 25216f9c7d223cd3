using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.Mcode.Faults;

/// <summary>A kind of fault: breaks a copy of an example at a spot, when it applies there.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Break">Breaks the object that holds the spot's property; false when this kind does not apply.</param>
internal sealed record Fault(string Name, Func<JsonObject, Spot, FhirDefinitions, bool> Break)
{
    /// <summary>A fault of the property's value.</summary>
    public static Fault OfValue(string name, Func<JsonNode, Spot, JsonNode?> change) => new(name, (holder, spot, _) =>
    {
        if (holder[spot.Name] is not { } value) return false;
        var list = value as JsonArray;
        var changed = change((list is { Count: > 0 } ? list[0] : value)!, spot);
        if (changed is null) return false;
        if (list is { Count: > 0 }) list[0] = changed;
        else if (list is null) holder[spot.Name] = changed;
        return true;
    });

    /// <summary>A fault of the value of some primitive types.</summary>
    public static Fault OfPrimitive(string name, JsonNode wrong, params string[] types) =>
        OfValue(name, (_, spot) => types.Contains(spot.Type) ? wrong.DeepClone() : null);

    /// <summary>A fault inside of a complex value of some type.</summary>
    public static Fault Inside(string name, string type, Func<JsonObject, bool> change) => new(name, (holder, spot, _) =>
        spot.Type == type && (holder[spot.Name] is JsonArray { Count: > 0 } list ? list[0] : holder[spot.Name]) is JsonObject value && change(value));
}
