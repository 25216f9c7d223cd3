using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Web.Background;

namespace Tessera.Web.Observing;

/// <summary><c>GET /ready</c>: whether this node can do its whole work; 503 with the reasons when not. The store's schemas are brought forward
/// before the server listens, so that an answer means that they are.</summary>
internal sealed class Readiness(CentreNode node, ServerSettings settings, ProjectionState projections)
{
    public async Task Handle(HttpContext http)
    {
        (string Name, string? Problem)[] checks =
        [
            ("store", node.Store.Database.Writer.IsWorking ? null : "the store accepts no writes since its disk failed: check the disk, then restart"),
            ("disk", Disk()),
            ("audit", node.Audit.Trouble),
            ("projections", projections.Trouble is { } trouble ? $"lists and counts are not being brought up to date ({trouble})" : null),
        ];
        var isReady = checks.All(check => check.Problem is null);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("status", isReady ? "ready" : "not ready");
            foreach (var (name, problem) in checks) writer.WriteString(name, problem ?? "ok");
            writer.WriteEndObject();
        }

        http.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        await http.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    private string? Disk()
    {
        var free = DiskRoom.Free(node.Store.Database.Address);
        return free < settings.LeastFreeBytes ? $"{free / 1024 / 1024} MB are free on the disk of the store, less than {settings.LeastFreeBytes / 1024 / 1024}" : null;
    }
}
