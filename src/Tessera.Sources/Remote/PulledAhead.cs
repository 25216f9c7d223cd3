using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Tessera.Sources.Remote;

/// <summary>Lets a reader that asks for one thing after another consume what a network brings: some things are fetched ahead, no more.</summary>
internal static class PulledAhead
{
    /// <summary>The things in order.</summary>
    /// <param name="open">Starts to fetch them.</param>
    /// <param name="ahead">How many may wait.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static IEnumerable<T> Read<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, int ahead, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = new BlockingCollection<T>(ahead);
        ExceptionDispatchInfo? failure = null;
        _ = Task.Run(() => Fill(open, waiting, caught => failure = caught, stop.Token), CancellationToken.None);
        try
        {
            foreach (var item in waiting.GetConsumingEnumerable(CancellationToken.None)) yield return item;
        }
        finally
        {
            // Whoever stops reading waits until nobody fetches any more.
            stop.Cancel();
            foreach (var _ in waiting.GetConsumingEnumerable(CancellationToken.None)) continue;
        }

        failure?.Throw();
    }

    private static async Task Fill<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, BlockingCollection<T> waiting, Action<ExceptionDispatchInfo> failed, CancellationToken stop)
    {
        try
        {
            await foreach (var item in open(stop).ConfigureAwait(false)) waiting.Add(item, stop);
        }
        catch (Exception failure)
        {
            // The reader meets it after what came before.
            failed(ExceptionDispatchInfo.Capture(failure));
        }
        finally
        {
            waiting.CompleteAdding();
        }
    }
}
