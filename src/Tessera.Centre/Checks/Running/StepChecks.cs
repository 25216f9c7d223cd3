using System.Text.RegularExpressions;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Checks.Running;

/// <summary>Compares an answer with what a step expects of it.</summary>
internal sealed class StepChecks(AnswerQuestions questions, CheckVariables variables)
{
    private const int Shown = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The first thing that is not as expected, or null.</summary>
    /// <param name="step">The step.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="records">What all pages of a search brought; null when the answer is no bundle.</param>
    public CaseEnd? Compare(CheckStep step, CheckAnswer answer, IReadOnlyList<(string Record, bool IsMatch)>? records)
    {
        if (answer.Failure is { } failure) return CaseEnd.Failed("an answer", failure);
        if (Status(step, answer) is { } status) return status;
        var document = questions.Document(answer);
        if (step.Unless is { } condition && !Applies(variables.In(condition), answer, document)) return CaseEnd.Skipped(variables.In(step.Why!));
        foreach (var (name, rule) in step.Has)
            if (Header(name, rule, answer.Header(name)) is { } header) return header;
        if (step.Outcome is { } code && Outcome(code, document) is { } unclear) return unclear;
        foreach (var expression in step.Expect)
            if (document is null || !questions.Holds(document, variables.In(expression)))
                return CaseEnd.Failed($"an answer of which this holds: {variables.In(expression)}", document is null ? "no JSON" : "an answer of which it does not");
        return Matches(step, records) ?? Validity(step, document);
    }

    private bool Applies(string condition, CheckAnswer answer, FhirDocument? document) => condition switch
    {
        "no body" => answer.Body.IsEmpty,
        _ when condition.StartsWith("status ", StringComparison.Ordinal) => condition == $"status {answer.Status}",
        _ => document is not null && questions.Holds(document, condition),
    };

    private static CaseEnd? Status(CheckStep step, CheckAnswer answer)
    {
        if (step.Statuses.Count == 0 ? answer.IsSuccess : step.Statuses.Contains(answer.Status)) return null;
        return CaseEnd.Failed(
            step.Statuses.Count == 0 ? "a status of success (2xx)" : $"status {string.Join(" or ", step.Statuses)}", answer.Summary);
    }

    private CaseEnd? Header(string name, string rule, string? value)
    {
        var wanted = variables.In(rule);
        var holds = rule switch
        {
            "present" => value is not null,
            "absent" => value is null,
            ['/', .., '/'] => value is not null && Regex.IsMatch(value, wanted[1..^1], RegexOptions.CultureInvariant, Patience),
            _ => value == wanted,
        };
        return holds ? null : CaseEnd.Failed($"header {name}: {wanted}", value is null ? "no such header" : $"{name}: {value}");
    }

    private CaseEnd? Outcome(string code, FhirDocument? document)
    {
        var expected = code.Length == 0 ? "an OperationOutcome that says what is wrong" : $"an OperationOutcome with an issue of code '{code}'";
        if (document?.ResourceType != "OperationOutcome") return CaseEnd.Failed(expected, document is null ? "no JSON" : $"a {document.ResourceType ?? "JSON document without resourceType"}");
        var codes = questions.Values(document, "issue.where(severity = 'error' or severity = 'fatal').code");
        if (code.Length == 0 ? codes.Count > 0 : code.Split('|').Any(codes.Contains)) return null;
        return CaseEnd.Failed(expected, codes.Count == 0 ? "one without an error" : $"code {string.Join(", ", codes)}");
    }

    private CaseEnd? Matches(CheckStep step, IReadOnlyList<(string Record, bool IsMatch)>? records)
    {
        if (step.Finds is null && step.Includes is null) return null;
        if (records is null) return CaseEnd.Failed("a Bundle", "something else");
        return Compare("matches", step.Finds, [.. records.Where(record => record.IsMatch).Select(record => record.Record)], step.Ordered)
            ?? Compare("included", step.Includes, [.. records.Where(record => !record.IsMatch).Select(record => record.Record)], false);
    }

    private CaseEnd? Compare(string what, IReadOnlyList<string>? names, List<string> came, bool ordered)
    {
        if (names is null) return null;
        var wanted = names.Select(variables.Record).ToList();
        var same = ordered ? wanted.SequenceEqual(came) : wanted.Order(StringComparer.Ordinal).SequenceEqual(came.Order(StringComparer.Ordinal));
        return same ? null : CaseEnd.Failed($"{what}{(ordered ? " in this order" : "")}: {List(names)}", List([.. came.Select(variables.NameOf)]));
    }

    private CaseEnd? Validity(CheckStep step, FhirDocument? document)
    {
        if (step.Valid is null) return null;
        if (document is null) return CaseEnd.Failed("valid resources", "no JSON");
        var errors = questions.Errors(document, step.Valid).Take(Shown + 1).ToList();
        if (errors.Count == 0) return null;
        return CaseEnd.Failed(
            step.Valid.Length == 0 ? "resources that are valid, also against the profiles that they claim" : $"resources that are valid against {step.Valid}",
            string.Join("; ", errors.Take(Shown)) + (errors.Count > Shown ? "; and more" : ""));
    }

    private static string List(IReadOnlyList<string> names) =>
        names.Count == 0 ? "none" : string.Join(", ", names.Take(2 * Shown)) + (names.Count > 2 * Shown ? $" and {names.Count - 2 * Shown} more" : "");
}
