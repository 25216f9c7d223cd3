using System.Text.Json;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.Checks.Running;

/// <summary>Asks the engine about answers: FHIRPath and validation.</summary>
internal sealed class AnswerQuestions(FhirValidator validator)
{
    private static readonly FhirPathOptions Tolerant = new() { AllowUnknown = true };

    /// <summary>The resource types that there are.</summary>
    public bool IsResourceType(string name) => validator.Definitions.Type(name) is not null;

    /// <summary>The answer as a document, or null when it is no JSON.</summary>
    public FhirDocument? Document(CheckAnswer answer) =>
        !answer.Body.IsEmpty && FhirDocument.TryParse(answer.Body, validator.Definitions.Names, out var document, out _) ? document : null;

    /// <summary>The values of an expression as texts.</summary>
    /// <exception cref="FormatException">The expression is wrong: a bug in the suite.</exception>
    public IReadOnlyList<string> Values(FhirDocument document, string expression)
    {
        if (!FhirPathExpression.TryCompile(expression, validator.Definitions, null, out var compiled, out var issue, Tolerant))
            throw new FormatException($"the suite's expression '{expression}' is wrong: {issue.Message}");
        using var result = compiled.Evaluate(document.Root);
        if (!result.IsSuccess) return [];
        var values = new List<string>();
        foreach (var value in result) values.Add(value.ToString());
        return values;
    }

    /// <summary>Whether an expression is true of a document.</summary>
    public bool Holds(FhirDocument document, string expression) => Values(document, expression) is ["true"];

    /// <summary>What is wrong with the resources of an answer: the resource itself, or the entries of a bundle that are no outcomes.</summary>
    /// <param name="document">The answer.</param>
    /// <param name="profile">The profile that matches must conform to, or "" for what each claims.</param>
    public IEnumerable<string> Errors(FhirDocument document, string profile)
    {
        var own = new List<(FhirDocument Resource, bool IsMatch)>();
        var unreadable = new List<string>();
        if (document.ResourceType != "Bundle" || profile.EndsWith("-bundle", StringComparison.Ordinal)) own.Add((document, true));
        else
        {
            foreach (var entry in document.Root["entry"].Items)
            {
                var mode = entry["search"].Text("mode");
                if (mode == "outcome" || entry["resource"] is not { Exists: true } node) continue;
                if (FhirDocument.TryParse(node.Raw.ToArray(), validator.Definitions.Names, out var resource, out var issue)) own.Add((resource, mode != "include"));
                else unreadable.Add($"an entry that is no resource: {issue.Message}");
            }
        }

        return unreadable.Concat(own.SelectMany(one => Errors(one.Resource, one.IsMatch && profile.Length > 0 ? [profile] : [])));
    }

    private IEnumerable<string> Errors(FhirDocument resource, IReadOnlyList<string> profiles) =>
        from issue in validator.Validate(resource, profiles).Issues
        where issue.Severity >= IssueSeverity.Error
        select $"{resource.ResourceType}/{resource.Id}: {issue.Expression}: {issue.Message}";

    /// <summary>The records of a bundle: reference, and whether it is a match (else it came along).</summary>
    public static IEnumerable<(string Record, bool IsMatch)> Records(JsonElement bundle)
    {
        foreach (var entry in bundle.Items("entry"))
        {
            var (resource, mode) = (entry.Field("resource"), entry.Field("search").Text("mode"));
            if (mode != "outcome" && resource.Text("resourceType") is { } type) yield return ($"{type}/{resource.Text("id")}", mode != "include");
        }
    }
}
