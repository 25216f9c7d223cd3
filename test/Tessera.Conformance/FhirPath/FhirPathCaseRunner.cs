using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Conformance.FhirPath;

/// <summary>Runs a case and says how it differs from what is expected.</summary>
internal sealed class FhirPathCaseRunner(FhirDefinitions definitions, string folder)
{
    private readonly Dictionary<string, FhirDocument> inputs = [];

    /// <summary>Null when the case passes, else what is different.</summary>
    public string? Run(FhirPathCase test)
    {
        var input = Input(test.Input);
        var options = new FhirPathOptions { Strict = true, CheckOrder = test.ChecksOrder };
        if (!FhirPathExpression.TryCompile(test.Expression, definitions, input.ResourceType, out var expression, out var issue, options))
            return test.Invalid is null ? "does not compile: " + issue.Message : null;
        if (test.Invalid is "syntax" or "semantic") return $"compiles, but has a fault of {test.Invalid}";
        using var result = expression.Evaluate(input.Root);
        if (!result.IsSuccess) return test.Invalid is null ? "fails: " + result.Issue.Message : null;
        if (test.Invalid is not null) return $"gives {Show(result)}, but should fail";
        return test.IsPredicate ? Predicate(test, result) : Compare(test, result);
    }

    private FhirDocument Input(string name)
    {
        if (!inputs.TryGetValue(name, out var document))
            inputs.Add(name, document = FhirDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "input", name)), definitions.Names));
        return document;
    }

    private static string? Predicate(FhirPathCase test, FhirPathResult result)
    {
        var truth = result.Count == 1 && result.Values[0].AsBoolean() is { } value ? value : result.Count > 0;
        return test.Outputs is [("boolean", var wanted)] && wanted == (truth ? "true" : "false") ? null : $"is {truth}";
    }

    private static string? Compare(FhirPathCase test, FhirPathResult result)
    {
        if (result.Count != test.Outputs.Count) return $"gives {Show(result)}, {test.Outputs.Count} values are expected";
        var left = test.Outputs.ToList();
        for (var i = 0; i < result.Count; i++)
        {
            var value = result.Values[i];
            var found = test.IsOrdered ? (Matches(value, left[0]) ? 0 : -1) : left.FindIndex(expected => Matches(value, expected));
            if (found < 0) return $"gives {Show(result)}, expected are {string.Join(", ", test.Outputs.Select(output => $"{output.Type} {output.Text}"))}";
            left.RemoveAt(found);
        }
        return null;
    }

    private static bool Matches(FhirPathValue value, (string Type, string Text) expected)
    {
        var type = value.TypeName.StartsWith("System.", StringComparison.Ordinal) ? char.ToLowerInvariant(value.TypeName[7]) + value.TypeName[8..] : value.TypeName;
        if (expected.Type.Length > 0 && !string.Equals(type, expected.Type, StringComparison.OrdinalIgnoreCase)) return false;
        var wanted = expected.Text.TrimStart('@').TrimStart('T');
        if (value.Kind == FhirPathValueKind.Decimal) return value.AsDecimal() == decimal.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture) && (expected.Type.Length > 0 || Digits(value, wanted));
        return value.ToString() == wanted;
    }

    // Boundaries are given with all their digits.
    private static bool Digits(FhirPathValue value, string wanted) => value.ToString().TrimStart('-').Length == wanted.TrimStart('-').Length;

    private static string Show(FhirPathResult result)
    {
        var text = new StringBuilder("[");
        foreach (var value in result) text.Append(text.Length > 1 ? ", " : "").Append(value.TypeName).Append(' ').Append(value);
        return text.Append(']').ToString();
    }
}
