using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;

namespace Tessera.Centre.Running;

public sealed class WebhookTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret of thirty-two bytes, ok");
    private readonly HttpListener listener = new();
    private readonly int port;

    public WebhookTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
    }

    public void Dispose() => listener.Close();

    [Fact]
    public async Task A_failure_is_told_signed_and_without_what_a_record_says()
    {
        using var webhook = Make(TimeProvider.System);
        var told = webhook.Tell(new RunOutcome("lab", 7, ImportState.Done, new ImportAccount { Read = 3, Written = 1, Quarantined = 2 }, null));
        var (method, signature, body) = await Answer(200);
        Assert.True(await told);
        Assert.Equal("POST", method);
        var seconds = signature.Split(',')[0][2..];
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{seconds}.{body}"))), signature.Split("v1=")[1]);
        var message = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            ["event", "centre", "source", "run", "state", "at", "read", "written", "unchanged", "quarantined", "ignored", "vanished", "vanishedRefused"],
            message.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("lab", "done", 2), (message.GetProperty("source").GetString(), message.GetProperty("state").GetString(), message.GetProperty("quarantined").GetInt32()));
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again()
    {
        using var webhook = Make(new HastyClock());
        var told = webhook.Tell(Failed());
        await Answer(500);
        await Answer(503);
        await Answer(202);
        Assert.True(await told);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_attempts_end()
    {
        using var webhook = Make(new HastyClock());
        var told = webhook.Tell(Failed());
        for (var i = 0; i <= Webhook.Pauses.Count; i++) await Answer(302, $"http://127.0.0.1:{port}/elsewhere");
        Assert.False(await told);
    }

    [Fact]
    public void Only_what_somebody_has_to_look_at_is_told()
    {
        Assert.True(Webhook.IsNews(Failed()));
        Assert.False(Webhook.IsNews(Done(new ImportAccount { Read = 1, Written = 1 })));
        Assert.True(Webhook.IsNews(Done(new ImportAccount { Read = 1, Quarantined = 1 })));
        Assert.True(Webhook.IsNews(Done(new ImportAccount { Vanished = new VanishedCount(9, 0, 0, 0, true) })));
        Assert.False(Webhook.IsNews(new RunOutcome("lab", 1, ImportState.Stopped, null, null)));
    }

    [Fact]
    public void A_short_secret_is_refused() => Assert.Throws<ArgumentException>(() => new Webhook(new Uri("https://x.example"), "short"u8, "c", TimeProvider.System));

    private Webhook Make(TimeProvider clock) => new(new Uri($"http://127.0.0.1:{port}/hook"), Secret, "Test centre", clock);

    private static RunOutcome Failed() => new("lab", 7, ImportState.Failed, null, "the file is gone");

    private static RunOutcome Done(ImportAccount account) => new("lab", 7, ImportState.Done, account, null);

    private async Task<(string Method, string Signature, string Body)> Answer(int status, string? location = null)
    {
        var context = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        Assert.Equal("/hook", context.Request.Url!.AbsolutePath);
        context.Response.StatusCode = status;
        if (location is not null) context.Response.RedirectLocation = location;
        context.Response.Close();
        return (context.Request.HttpMethod, context.Request.Headers["Tessera-Signature"]!, body);
    }

    /// <summary>Waits for nothing.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
