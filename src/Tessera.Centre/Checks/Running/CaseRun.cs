using System.Text.Json;

namespace Tessera.Centre.Checks.Running;

/// <summary>One run of one case: makes its records, sends its requests, compares, and deletes what it made.</summary>
internal sealed class CaseRun
{
    private const int MostPages = 60;
    private const int MostFailures = 5;
    private readonly CheckCase subject;
    private readonly ServerStatement statement;
    private readonly ExchangeLog log;
    private readonly AnswerQuestions questions;
    private readonly CheckVariables variables = new();
    private readonly StepChecks checks;
    private readonly CreatedRecords created;
    private readonly Dictionary<string, string> sent = new(StringComparer.Ordinal);
    private CheckAnswer last = new();

    public CaseRun(CheckCase subject, CheckClient client, ServerStatement statement, AnswerQuestions questions, CheckOptions options)
    {
        (this.subject, this.statement, this.questions) = (subject, statement, questions);
        log = new ExchangeLog(client, options);
        checks = new StepChecks(questions, variables);
        created = new CreatedRecords(client.Server);
        variables["unique"] = "t" + Guid.NewGuid().ToString("N")[..14];
        variables["base"] = client.Server.AbsoluteUri.TrimEnd('/');
        variables["now"] = options.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<CheckResult> Run(CancellationToken cancel)
    {
        var missing = subject.Needs.Concat(subject.Given.Count > 0 ? subject.Given.Select(given => $"{TypeOf(given.Value)}.create") : []).Concat(subject.Steps.SelectMany(StepNeeds.Of))
            .FirstOrDefault(need => !statement.Offers(need));
        if (missing is not null) return new CheckResult(subject, CheckOutcome.Skipped, $"The server's CapabilityStatement does not list {missing}.", "", []);
        try
        {
            var end = await Prepare(cancel) ?? await Steps(cancel);
            return new CheckResult(subject, end?.Outcome ?? CheckOutcome.Passed, end?.Expected ?? "", end?.Found ?? "", log.Exchanges);
        }
        finally
        {
            await created.Delete(log, cancel);
        }
    }

    private async Task<CaseEnd?> Prepare(CancellationToken cancel)
    {
        foreach (var (name, template) in subject.Given)
        {
            var body = sent[name] = variables.InJson(template);
            var type = TypeOf(template);
            var answer = await log.Send("POST", type, [], body, "application/fhir+json", cancel);
            if (answer.Failure is { } failure) return CaseEnd.Failed("an answer", failure);
            if (answer.Status != 201 || created.Note(answer) is not { } id) return CaseEnd.Failed($"a {type} to be created (201) as the case's data, and its id", answer.Summary);
            variables.Name(name, type, id.Id);
        }

        return null;
    }

    private async Task<CaseEnd?> Steps(CancellationToken cancel)
    {
        foreach (var step in subject.Steps)
        {
            if (await (step.Each is null ? Step(step, cancel) : Each(step, cancel)) is { } end) return end;
        }

        return null;
    }

    // All values are tried: whoever mends the server wants the list.
    private async Task<CaseEnd?> Each(CheckStep step, CancellationToken cancel)
    {
        var values = step.Each switch
        {
            "types" => [.. statement.Types],
            "searches" => [.. statement.Searches],
            var expression => questions.Document(last) is { } document ? questions.Values(document, variables.In(expression!)) : [],
        };
        var failures = new List<(string Value, CaseEnd End)>();
        foreach (var value in values)
        {
            variables["each"] = value;
            var before = log.Exchanges.Count;
            if (await Step(step, cancel) is { } end) failures.Add((value, end));
            else if (before > 0) log.Forget(before);
            if (failures.Count == MostFailures) break;
        }

        return failures.Count == 0 ? null : failures[0].End with { Found = string.Join("; ", failures.Select(failure => $"{failure.Value}: {failure.End.Found}")) };
    }

    private async Task<CaseEnd?> Step(CheckStep step, CancellationToken cancel)
    {
        var body = step.Body is null ? null : step.IsJson ? variables.InJson(step.Body) : variables.In(step.Body);
        var headers = step.Headers.Select(header => KeyValuePair.Create(header.Key, variables.In(header.Value))).ToList();
        var target = variables.In(step.Target);
        last = await log.Send(step.Method, target, headers, body, step.ContentType, cancel);
        var made = step.Method is "POST" or "PUT" or "PATCH" ? created.Note(last) ?? Written(step, target) : null;
        if (step.As is { } name && made is { } record)
        {
            variables.Name(name, record.Type, record.Id);
            if (body is not null) sent[name] = body;
        }

        var records = await Records(step, cancel);
        if (checks.Compare(step, last, records) is { } end) return end;
        if (step.As is not null && made is null) return CaseEnd.Failed("a Location header, or the resource with its id", "neither");
        return Kept(step) ?? Take(step);
    }

    // An update tells no Location: its address is the record's own, or its body tells.
    private (string Type, string Id)? Written(CheckStep step, string target)
    {
        if (!last.IsSuccess) return null;
        var told = CreatedRecords.Of(last.Json());
        if (target.Split('?')[0].Split('/') is not [var type, var id] || step.Method is not ("PUT" or "PATCH")) return told;
        // A server that takes a body with another id than the address may have made a record of that name. Only a name of ours is taken for one of ours.
        if (told is { } other && other.Type == type && other.Id != id && other.Id.Contains(variables["unique"], StringComparison.Ordinal)) created.Add(other);
        return (type, id);
    }

    private async Task<IReadOnlyList<(string Record, bool IsMatch)>?> Records(CheckStep step, CancellationToken cancel)
    {
        if (step.Finds is null && step.Includes is null || !last.IsSuccess || last.Json() is not { } bundle) return null;
        var records = AnswerQuestions.Records(bundle).ToList();
        for (var page = 0; step.Pages && page < MostPages && Next(bundle) is { } next; page++)
        {
            var answer = await log.Send("GET", next, [], null, "", cancel);
            if (!answer.IsSuccess || answer.Json() is not { } more) return null;
            records.AddRange(AnswerQuestions.Records(more));
            bundle = more;
        }

        return records;
    }

    private static string? Next(JsonElement bundle) => bundle.Items("link").FirstOrDefault(link => link.Text("relation") == "next").Text("url");

    private CaseEnd? Kept(CheckStep step)
    {
        if (step.Keeps is null) return null;
        if (last.Json() is not { } came) return CaseEnd.Failed("the resource", "no JSON");
        using var document = JsonDocument.Parse(sent[step.Keeps]);
        var lost = KeptElements.Lost(document.RootElement, came).Take(MostFailures).ToList();
        return lost.Count == 0 ? null : CaseEnd.Failed("every element that was sent, with its value", $"lost or changed: {string.Join(", ", lost)}");
    }

    private CaseEnd? Take(CheckStep step)
    {
        foreach (var (name, source) in step.Let)
        {
            var value = source.StartsWith("header ", StringComparison.Ordinal) ? last.Header(source["header ".Length..])
                : questions.Document(last) is { } document && questions.Values(document, variables.In(source)) is [var first, ..] ? first : null;
            if (value is null) return CaseEnd.Failed($"{source} in the answer", "nothing there");
            variables[name] = value;
        }

        return null;
    }

    private static string TypeOf(string template)
    {
        using var document = JsonDocument.Parse(template);
        return document.RootElement.GetProperty("resourceType").GetString()!;
    }
}
