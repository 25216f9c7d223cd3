using Microsoft.AspNetCore.Http;

namespace Tessera.Web.Limits;

/// <summary>Stops a request that takes longer than the server gives it: the running statement is interrupted and the connection is free again.</summary>
internal sealed class RequestTime(TimeSpan limit, TimeProvider clock)
{
    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<UnlimitedTime>() is not null)
        {
            await next(http);
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
}
