using System.Collections.Concurrent;
using Tessera.Centre.Checks;
using Tessera.Fhir.Validation;

namespace Tessera.Web.Tests.Checks;

/// <summary>The server that the suites are run against: a new one in this process, or with <c>TESSERA_CHECK_URL</c> any other.</summary>
public sealed class CheckedServer(BuiltInDefinitions definitions) : IAsyncLifetime
{
    // Reading a suite takes longer than most of its cases.
    private static readonly ConcurrentDictionary<string, Dictionary<string, CheckCase>> Suites = new(StringComparer.Ordinal);
    private readonly RunningServer own = new(definitions);
    private readonly FhirValidator validator = new(definitions.Definitions);
    private CheckRunner? runner;

    public static Uri? Other { get; } = Environment.GetEnvironmentVariable("TESSERA_CHECK_URL") is { Length: > 0 } url ? new Uri(url) : null;

    public RunningServer Own => own;

    public CheckRunner Runner => runner!;

    public async ValueTask InitializeAsync()
    {
        if (Other is null) await own.InitializeAsync();
        runner = new CheckRunner(Other ?? new Uri(own.Client.BaseAddress!, "fhir"), validator, new CheckOptions { Token = Environment.GetEnvironmentVariable(CheckOptions.TokenVariable) });
    }

    public async ValueTask DisposeAsync()
    {
        runner?.Dispose();
        if (Other is null) await own.DisposeAsync();
    }

    /// <summary>Runs one case. What the server does not offer is skipped visibly.</summary>
    public async Task Check(string suite, string id)
    {
        var result = await Runner.Run(Suites.GetOrAdd(suite, name => CheckSuites.Load(name).Cases.ToDictionary(one => one.Id))[id], TestContext.Current.CancellationToken);
        // What the specification leaves to a server, ours does.
        if (result.Outcome == CheckOutcome.Skipped && (Other is not null || suite != "fhir-r4")) Assert.Skip(result.Expected);
        // Whether one of the ways works is a test of its own.
        if (result is { Outcome: CheckOutcome.Failed, Case.OneOf: { } end }) Assert.Skip($"Not one of {end} here: {result.Expected} was expected, {result.Found} came.");
        var last = result.Exchanges.Count > 0 ? result.Exchanges[^1] : null;
        Assert.True(
            result.Outcome == CheckOutcome.Passed,
            $"{result.Case.Title} ({result.Case.Section})\nexpected: {result.Expected}\nfound: {result.Found}\n{last?.Line}\n{last?.Sent}\n\n{last?.Status}\n{last?.Came}");
    }
}
