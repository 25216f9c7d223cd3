using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Tessera.Web.Observing;

/// <summary>One line and one span for each request: method, template of the route, status, milliseconds. What stood in the address, its
/// parameters and its body is in neither: ids and searches are patients' data.</summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger) : IDisposable
{
    /// <summary>Name of the source of spans.</summary>
    public const string Source = "Tessera.Web";

    private const string NoRoute = "none";
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly ActivitySource source = new(Source);

    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        if (!logger.IsEnabled(LogLevel.Information) && !source.HasListeners())
        {
            await next(http);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        using var span = Start(http.Request.Headers);
        try
        {
            await next(http);
        }
        finally
        {
            // A method is what the caller writes there: anything.
            var method = Methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute;
            var status = http.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : http.Response.StatusCode;
            Describe(span, method, route, status);
            Request(method, route, status, Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1));
        }
    }

    public void Dispose() => source.Dispose();

    // The framework opens a span of its own that nobody records, and what is below such a one is recorded by nobody either: ours is the child of what
    // the caller named (https://www.w3.org/TR/trace-context/), or the first.
    private Activity? Start(IHeaderDictionary headers)
    {
        _ = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var caller);
        Activity.Current = null;
        return source.StartActivity("request", ActivityKind.Server, caller);
    }

    // https://opentelemetry.io/docs/specs/semconv/http/http-spans/
    private static void Describe(Activity? span, string method, string route, int status)
    {
        if (span is null) return;
        span.DisplayName = $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds} ms")]
    private partial void Request(string method, string route, int status, double milliseconds);
}
