using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Reads a SearchParameter from its JSON.</summary>
internal static class SearchParameterJson
{
    public static SearchParameterDefinition Read(JsonElement json) => new(
        json.Text("url"),
        json.Text("code"),
        json.Text("type"),
        json.Texts("base"),
        json.Text("expression"),
        json.Texts("target"),
        json.Items("component").Select(part => new SearchParameterComponent(part.Text("definition"), part.Text("expression"))).ToArray());
}
