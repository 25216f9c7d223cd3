using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tessera.Centre.Tests.Checks;

/// <summary>A server on a loopback port that answers as a test says.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private const string Statement = """{"resourceType":"CapabilityStatement","status":"active","date":"2026-01-01","kind":"instance","fhirVersion":"4.0.1","format":["json"]}""";
    private readonly HttpListener listener = new();
    private readonly Func<HttpListenerRequest, Reply> answer;
    private readonly Task loop;

    public ScriptedServer(Func<HttpListenerRequest, Reply> answer, string? statement = null)
    {
        this.answer = request => request.Url!.AbsolutePath == "/fhir/metadata" ? new Reply(200, statement ?? Statement) : answer(request);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/fhir");
        }

        listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        listener.Start();
        loop = Task.Run(Serve);
    }

    public Uri Address { get; }

    /// <summary>The requests that came: method, path and query, token.</summary>
    public List<(string Method, string Path, string? Token)> Requests { get; } = [];

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Requests.Add((context.Request.HttpMethod, context.Request.Url!.PathAndQuery, context.Request.Headers["Authorization"]));
            var reply = answer(context.Request);
            if (reply.Never) continue;
            context.Response.StatusCode = reply.Status;
            if (reply.Location is not null) context.Response.Headers["Location"] = reply.Location;
            context.Response.ContentType = "application/fhir+json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(reply.Body));
            context.Response.Close();
        }
    }
}

/// <summary>An answer.</summary>
internal sealed record Reply(int Status, string Body)
{
    public string? Location { get; init; }

    /// <summary>Whether no answer comes at all.</summary>
    public bool Never { get; init; }
}
