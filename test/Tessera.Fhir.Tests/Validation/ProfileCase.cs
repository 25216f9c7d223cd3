using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Json;
using Tessera.Fhir.Tests.Terminology;
using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests.Validation;

/// <summary>Definitions that a test writes, and a validator over them.</summary>
internal sealed class ProfileCase
{
    public const string Profile = "http://example.org/StructureDefinition/test";
    private readonly FhirValidator validator;

    public ProfileCase(params JsonObject[] definitions) => validator = new FhirValidator(TestPackage.Open(definitions));

    /// <summary>A profile with these elements in its differential.</summary>
    public static JsonObject Of(string type, string elements, string url = Profile) => TestPackage.Parse($$"""
        { "resourceType": "StructureDefinition", "url": "{{url}}", "name": "Test", "status": "draft", "abstract": false,
          "kind": "resource", "type": "{{type}}", "derivation": "constraint", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/{{type}}",
          "differential": { "element": [{{elements}}] } }
        """);

    /// <summary>An extension with a boolean value for these contexts.</summary>
    public static JsonObject Extension(string url, string contexts, string more = "") => TestPackage.Parse($$"""
        { "resourceType": "StructureDefinition", "url": "{{url}}", "name": "Test", "status": "draft", "abstract": false, "kind": "complex-type", "type": "Extension",
          "derivation": "constraint", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Extension", "context": [{{contexts}}], {{more}}
          "differential": { "element": [
            { "id": "Extension.url", "path": "Extension.url", "fixedUri": "{{url}}" },
            { "id": "Extension.value[x]", "path": "Extension.value[x]", "min": 1, "type": [{ "code": "boolean" }] }] } }
        """);

    /// <summary>Places and kinds of the errors.</summary>
    public string[] Errors(string json, params string[] profiles) =>
        Validate(json, profiles).Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Expression} {issue.Type}").ToArray();

    public ValidationResult Validate(string json, params string[] profiles) =>
        validator.Validate(FhirDocument.Parse(Encoding.UTF8.GetBytes(json), validator.Definitions.Names), profiles);
}
