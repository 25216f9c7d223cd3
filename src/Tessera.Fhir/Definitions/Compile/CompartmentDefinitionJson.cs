using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Reads a CompartmentDefinition from its JSON.</summary>
internal static class CompartmentDefinitionJson
{
    public static CompartmentDefinition Read(JsonElement json)
    {
        var members = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var type in json.Items("resource"))
            if (type.Texts("param") is { Length: > 0 } parameters) members[type.Text("code")] = parameters;
        return new CompartmentDefinition(json.Text("url"), json.Text("code"), members);
    }
}
