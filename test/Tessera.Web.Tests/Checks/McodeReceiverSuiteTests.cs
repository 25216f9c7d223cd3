using Tessera.Centre.Checks;

namespace Tessera.Web.Tests.Checks;

/// <summary>The suite <c>mcode-receiver</c> against a real server; each case is one test.</summary>
public sealed class McodeReceiverSuiteTests(CheckedServer server) : IClassFixture<CheckedServer>
{
    public static TheoryData<string> Cases() => [.. CheckSuites.Load("mcode-receiver").Cases.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_server_receives_what_mCODE_describes(string id) => server.Check("mcode-receiver", id);
}
