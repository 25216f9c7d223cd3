using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir.Changes;

/// <summary><c>GET /fhir/$changes?since=</c>: what changes, in the order of the commits, as server-sent events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html). Each event names the change that it is about, so that a reader who
/// was cut off goes on after the last one it saw, with <c>since</c> or <c>Last-Event-ID</c>. Events hold no content: who may, reads it.</summary>
internal sealed class ChangesStream(CentreNode node)
{
    private const int Piece = 500;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task Handle(HttpContext http)
    {
        var parameters = RequestParameters.Of(http.Request.QueryString.Value is { Length: > 1 } query ? query[1..] : null);
        if (parameters.Unknown("since") is { } unknown)
        {
            await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, unknown with { Fix = "Check its spelling; the feed is asked for by since alone." });
            return;
        }

        var asked = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : parameters["since"] ?? ChangeCursor.Beginning;
        if (!ChangeCursor.TryParse(asked, node.Store.Epoch, node.Store.LastChange(), out var after, out var problem))
        {
            await FhirAnswer.Outcome(http, problem.Type == IssueType.Deleted ? StatusCodes.Status410Gone : StatusCodes.Status400BadRequest, problem);
            return;
        }

        using var signal = new CommitSignal(node.Store.Database.Writer);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.StartAsync(http.RequestAborted);
        try
        {
            await Send(http, after, signal);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone, and knows where it was.
        }
    }

    private async Task Send(HttpContext http, long after, CommitSignal signal)
    {
        while (!http.RequestAborted.IsCancellationRequested)
        {
            var commit = signal.Next;
            var changes = await node.Store.Changes(RequestAccess.Of(http), after, Piece, http.RequestAborted);
            foreach (var change in changes) await http.Response.WriteAsync(Event(change), Encoding.UTF8, http.RequestAborted);
            if (changes.Count > 0) after = changes[^1].Sequence;
            await http.Response.Body.FlushAsync(http.RequestAborted);
            if (changes.Count == Piece) continue;
            var hasCommit = await Task.WhenAny(commit, Task.Delay(Heartbeat, node.Clock, http.RequestAborted)) == commit;
            // A comment tells readers and proxies that the line is alive.
            if (!hasCommit) await http.Response.WriteAsync(": \n\n", http.RequestAborted);
        }
    }

    private string Event(StoreChange change) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        id: {{ChangeCursor.ToText(node.Store.Epoch, change.Sequence)}}
        event: {{(change.Deleted ? "delete" : "write")}}
        data: {"type":"{{change.Type}}","id":"{{change.Id}}","version":{{change.Version}},"updated":"{{change.Updated.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}"}


        """);
}
