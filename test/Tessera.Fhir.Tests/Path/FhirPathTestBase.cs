using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Fhir.Tests.Path;

/// <summary>Compiles and runs expressions in one line.</summary>
public abstract class FhirPathTestBase(BuiltInDefinitions fixture)
{
    protected FhirDefinitions Definitions { get; } = fixture.Definitions;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FhirDocument Parse(string json) => FhirDocument.Parse(json, Definitions.Names);

    protected FhirPathExpression Compile(string text, string? contextType = null, FhirPathOptions? options = null)
    {
        Assert.True(FhirPathExpression.TryCompile(text, Definitions, contextType, out var expression, out var issue, options), issue?.Message);
        return expression;
    }

    protected Issue Refused(string text, string? contextType = null, FhirPathOptions? options = null)
    {
        Assert.False(FhirPathExpression.TryCompile(text, Definitions, contextType, out _, out var issue, options), "compiles: " + text);
        return issue;
    }

    /// <summary>The values as text.</summary>
    protected string[] Run(string text, string json = """{"resourceType":"Patient"}""", FhirPathContext? environment = null)
    {
        using var result = Compile(text).Evaluate(Parse(json).Root, environment);
        Assert.True(result.IsSuccess, result.Issue?.Message);
        return result.ToList().Select(value => value.ToString()).ToArray();
    }

    protected Issue Fails(string text, string json = """{"resourceType":"Patient"}""", FhirPathContext? environment = null, FhirPathOptions? options = null)
    {
        using var result = Compile(text, null, options).Evaluate(Parse(json).Root, environment);
        Assert.False(result.IsSuccess, "gives " + string.Join(", ", result.ToList().Select(value => value.ToString())));
        return result.Issue;
    }
}
