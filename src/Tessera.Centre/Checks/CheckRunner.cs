using Tessera.Centre.Checks.Running;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.Checks;

/// <summary>Checks one FHIR server: a client only, which knows nothing about how the server is made.</summary>
public sealed class CheckRunner : IDisposable
{
    private readonly CheckClient client;
    private readonly AnswerQuestions questions;
    private readonly CheckOptions options;
    private ServerStatement? known;

    /// <summary>Makes a runner.</summary>
    /// <param name="server">The server's base address, such as <c>http://127.0.0.1:8080/fhir</c>. No request goes to another host.</param>
    /// <param name="validator">Judges what the server gives out.</param>
    /// <param name="options">How the server is talked to; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address is not one of http or https.</exception>
    public CheckRunner(Uri server, FhirValidator validator, CheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(validator);
        if (!server.IsAbsoluteUri || server.Scheme is not ("http" or "https")) throw new ArgumentException("an address of http or https is needed", nameof(server));
        this.options = options ?? new CheckOptions();
        client = new CheckClient(server, this.options);
        questions = new AnswerQuestions(validator);
    }

    /// <summary>Runs all cases of a suite.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="seen">Called after each case, or null.</param>
    /// <param name="cancel">Stops between two requests.</param>
    public async Task<CheckReport> Run(CheckSuite suite, Action<CheckResult>? seen, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(suite);
        var started = options.Clock.GetUtcNow();
        var answer = await Statement(cancel);
        var statement = new ServerStatement(answer.Json());
        var results = new List<CheckResult>();
        if (answer.Failure is null)
        {
            foreach (var subject in suite.Cases)
            {
                var result = options.Clock.GetUtcNow() - started > options.MostTime
                    ? new CheckResult(subject, CheckOutcome.Skipped, "The check took too long; this case was not reached.", "", [])
                    : await Run(subject, statement, cancel);
                results.Add(result);
                seen?.Invoke(result);
            }
        }

        return new CheckReport
        {
            Suite = suite, Server = client.Server, Software = statement.Software, Started = started, Results = OneIsEnough(results), Unreachable = answer.Failure,
        };
    }

    /// <summary>Runs one case; the server's statement is read once for all of them.</summary>
    public async Task<CheckResult> Run(CheckCase subject, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(subject);
        known ??= new ServerStatement((await Statement(cancel)).Json());
        return await Run(subject, known, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private Task<CheckResult> Run(CheckCase subject, ServerStatement statement, CancellationToken cancel) => new CaseRun(subject, client, statement, questions, options).Run(cancel);

    private Task<CheckAnswer> Statement(CancellationToken cancel) => client.Send("GET", client.Address("metadata")!, [], null, "", cancel);

    // Of several ways to the same end one must work; then the others are an offer that the server does not make.
    private static List<CheckResult> OneIsEnough(List<CheckResult> results)
    {
        var reached = results.Where(result => result.Outcome == CheckOutcome.Passed && result.Case.OneOf is not null).Select(result => result.Case.OneOf).ToHashSet();
        return results.ConvertAll(result => result.Outcome != CheckOutcome.Failed || !reached.Contains(result.Case.OneOf) || result.Case.OneOf is null
            ? result
            : result with { Outcome = CheckOutcome.Skipped, Expected = $"The server offers another of {result.Case.OneOf}, which is enough. (Here: expected {result.Expected}; found {result.Found}.)" });
    }
}
