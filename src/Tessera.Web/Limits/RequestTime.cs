using Microsoft.AspNetCore.Http;

namespace Tessera.Web.Limits;

/// <summary>Stops a request that takes longer than the server gives it: the running statement is interrupted and the connection is free again.</summary>
/// <param name="limit">How long a request may take.</param>
/// <param name="clock">The clock.</param>
/// <param name="stopping">Ends what has no time of its own: else the server would wait for it when it is told to stop.</param>
internal sealed class RequestTime(TimeSpan limit, TimeProvider clock, CancellationToken stopping)
{
    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<UnlimitedTime>() is not null)
        {
            await UntilStopped(http, next);
            return;
        }

        var caller = http.RequestAborted;
        using var timer = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token);
        http.RequestAborted = either.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw new RequestTooCostlyException(limit);
        }
        finally
        {
            http.RequestAborted = caller;
        }
    }

    private async Task UntilStopped(HttpContext http, RequestDelegate next)
    {
        var caller = http.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller, stopping);
        http.RequestAborted = either.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The stream ends here; who listened comes back.
        }
        finally
        {
            http.RequestAborted = caller;
        }
    }
}
