using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Fhir.Definitions;

[assembly: AssemblyFixture(typeof(Tessera.Web.Tests.BuiltInDefinitions))]

namespace Tessera.Web.Tests;

/// <summary>The pinned definitions, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();
}

/// <summary>A real server on a free loopback port over a real store in a folder of its own; one per test class.</summary>
public sealed class RunningServer(BuiltInDefinitions definitions) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-web-").FullName;
    private CentreNode? node;
    private WebApplication? server;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Limits of the server, to be set before it starts.</summary>
    public ServerSettings Settings { get; init; } = ServerSettings.Loopback(0) with
    {
        MaxBodyBytes = 200_000, MessageReceivers = [new NoteReceiver()], AllowedOrigins = ["https://app.example"],
    };

    public Action<ILoggingBuilder>? Logging { get; init; }

    public CentreNode Node => node!;

    public FhirDefinitions Definitions => definitions.Definitions;

    public async ValueTask InitializeAsync()
    {
        var settings = new CentreSettings { Name = "Test centre", TimeZone = TimeZoneInfo.Utc };
        node = await CentreNode.Open(new CentreFolder(folder).Store, definitions.Definitions, settings, TimeProvider.System, CancellationToken.None);
        server = TesseraServer.Build(Settings, node, Logging);
        await server.StartAsync();
        Client = new HttpClient { BaseAddress = TesseraServer.Addresses(server)[0] };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server!.DisposeAsync();
        await node!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public Task<Answer> Post(string path, byte[] body, params (string, string)[] headers) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/fhir+json") } } }, headers);

    public Task<Answer> Send(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("application/fhir+json") } };
        return Send(request, headers);
    }

    public async Task<Answer> Send(HttpRequestMessage message, params (string Name, string Value)[] headers)
    {
        using var request = message;
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type") request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    public Task<Answer> Get(string path, params (string, string)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Puts a resource that must be accepted.</summary>
    public async Task Put(string json)
    {
        var resource = JsonDocument.Parse(json).RootElement;
        var answer = await Send(HttpMethod.Put, $"/fhir/{resource.GetProperty("resourceType").GetString()}/{resource.GetProperty("id").GetString()}", json);
        Assert.True(answer.Status is 200 or 201, answer.Body);
    }
}

/// <summary>A response, read to its end.</summary>
public sealed record Answer(int Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>The code of the first issue of an OperationOutcome.</summary>
    public string IssueCode
    {
        get
        {
            Assert.Equal("OperationOutcome", Json.GetProperty("resourceType").GetString());
            return Json.GetProperty("issue")[0].GetProperty("code").GetString()!;
        }
    }
}
