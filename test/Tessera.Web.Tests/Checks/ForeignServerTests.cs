using System.Diagnostics;
using System.Text.Json;
using Tessera.Centre.Checks;
using Tessera.Fhir.Validation;

namespace Tessera.Web.Tests.Checks;

/// <summary>The suites judge a server that is not ours, Medplum's router over its repository in memory: what it does well passes, its known
/// defects are found, and nothing of the check stays on it.</summary>
public sealed class ForeignServerTests(BuiltInDefinitions definitions) : IAsyncLifetime
{
    private Process? process;
    private Uri server = null!;

    public async ValueTask InitializeAsync()
    {
        process = await NodeProgram.Start("router.mjs");
        server = new Uri(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [Fact]
    public async Task The_general_suite_tells_what_it_does_from_what_it_does_not()
    {
        var report = await Check("fhir-r4");
        var outcomes = report.Results.ToDictionary(result => result.Case.Id, result => result.Outcome);
        string[] good = ["read", "read-keeps-elements", "read-keeps-unicode", "create", "vread", "update", "patch-json-replace", "conditional-create-none", "token-system-code", "sort"];
        string[] bad = ["read-keeps-digits", "update-if-none-match", "create-duplicate-name", "search-unknown-parameter-strict", "string-exact", "quantity-units", "transaction-all-or-nothing"];
        string[] leftToIt = ["create-return-minimal", "summary-true", "vread-after-delete"];
        Assert.Equal(good.Select(id => $"{id} Passed"), good.Select(id => $"{id} {outcomes[id]}"));
        Assert.Equal(bad.Select(id => $"{id} Failed"), bad.Select(id => $"{id} {outcomes[id]}"));
        Assert.Equal(leftToIt.Select(id => $"{id} Skipped"), leftToIt.Select(id => $"{id} {outcomes[id]}"));
        Assert.Contains("@medplum/fhir-router", report.Software, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mcode-sender")]
    [InlineData("mcode-receiver")]
    public async Task The_suites_of_mCODE_say_what_is_missing(string suite)
    {
        var report = await Check(suite);
        Assert.Contains(report.Results, result => result.Case.Id == "statement-patient" && result.Outcome == CheckOutcome.Failed);
        Assert.Contains(report.Results, result => result.Outcome == CheckOutcome.Passed);
    }

    private async Task<CheckReport> Check(string suite)
    {
        using var runner = new CheckRunner(server, new FhirValidator(definitions.Definitions), new CheckOptions());
        var report = await runner.Run(CheckSuites.Load(suite), null, TestContext.Current.CancellationToken);
        Assert.Null(report.Unreachable);
        Assert.All(report.Results.Where(result => result.Outcome == CheckOutcome.Failed), result => Assert.True(result is { Expected.Length: > 0, Found.Length: > 0, Exchanges.Count: > 0 }, result.Case.Id));
        foreach (var type in new[] { "Patient", "Observation", "Condition", "DiagnosticReport" }) Assert.Equal(0, await Count(type));
        return report;
    }

    private async Task<int> Count(string type)
    {
        using var client = new HttpClient();
        using var bundle = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{server}/{type}?_total=accurate"), TestContext.Current.CancellationToken));
        return bundle.RootElement.GetProperty("total").GetInt32();
    }
}
