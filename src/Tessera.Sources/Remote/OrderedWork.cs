using System.Runtime.CompilerServices;

namespace Tessera.Sources.Remote;

/// <summary>Does some pieces of work at a time and gives their results in order.</summary>
internal static class OrderedWork
{
    public static async IAsyncEnumerable<TResult> Run<TInput, TResult>(
        IEnumerable<TInput> inputs, int concurrency, Func<TInput, CancellationToken, Task<TResult>> work, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = new Queue<Task<TResult>>();
        try
        {
            foreach (var input in inputs)
            {
                running.Enqueue(work(input, stop.Token));
                if (running.Count >= Math.Max(1, concurrency)) yield return await running.Dequeue().ConfigureAwait(false);
            }

            while (running.TryDequeue(out var next)) yield return await next.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // Nobody asks for the others any more; their failures are those of being stopped.
            await Task.WhenAll(running.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
