using Tessera.Centre.Checks;

namespace Tessera.Web.Tests.Checks;

/// <summary>The suite <c>mcode-sender</c> against a real server that holds the examples of the guide; each case is one test.</summary>
public sealed class McodeSenderSuiteTests(CheckedServer server) : IClassFixture<CheckedServer>, IAsyncLifetime
{
    private static readonly string Examples = Path.Combine("definitions", "node_modules", "hl7.fhir.us.mcode", "example");

    public static TheoryData<string> Cases() => [.. CheckSuites.Load("mcode-sender").Cases.Select(one => one.Id)];

    public async ValueTask InitializeAsync()
    {
        if (CheckedServer.Other is not null || (await server.Own.Get("/fhir/Group?code=C19700")).Body.Contains("\"match\"", StringComparison.Ordinal)) return;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Tessera.slnx"))) root = root.Parent!;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root.FullName, Examples), "*.json").Order(StringComparer.Ordinal)) await server.Own.Put(await File.ReadAllTextAsync(file));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_server_sends_what_mCODE_asks_for(string id) => server.Check("mcode-sender", id);

    [Fact]
    public async Task One_way_to_find_the_patients_is_enough()
    {
        var report = await server.Runner.Run(CheckSuites.Load("mcode-sender"), null, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(report.Results, result => result.Outcome == CheckOutcome.Failed);
        Assert.Contains(report.Results, result => result.Case.OneOf is not null && result.Outcome == CheckOutcome.Passed);
    }
}
