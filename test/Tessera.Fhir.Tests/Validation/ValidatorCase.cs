using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests.Validation;

/// <summary>A resource that is valid until a test breaks it.</summary>
public abstract class ValidatorCase(BuiltInDefinitions fixture)
{
    protected const string Mcode = "http://hl7.org/fhir/us/mcode/StructureDefinition/";

    private readonly FhirValidator validator = new(fixture.Definitions);

    protected static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    protected ValidationResult Validate(string json, params string[] profiles) =>
        validator.Validate(FhirDocument.Parse(Encoding.UTF8.GetBytes(json), validator.Definitions.Names), profiles);

    protected ValidationResult Validate(JsonObject resource, params string[] profiles) => Validate(resource.ToJsonString(), profiles);

    protected IReadOnlyList<string> Errors(JsonObject resource) =>
        Validate(resource).Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Expression} {issue.Type}").ToArray();

    /// <summary>Breaks a copy of a valid resource and expects one finding at one place.</summary>
    protected void AssertBroken(JsonObject valid, Action<JsonObject> fault, string place, IssueType type)
    {
        Assert.Empty(Errors(valid));
        var broken = valid.DeepClone().AsObject();
        fault(broken);
        Assert.Contains($"{place} {type}", Errors(broken));
    }
}
