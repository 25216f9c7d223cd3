namespace Tessera.Database;

/// <summary>One operation in the writer's queue.</summary>
internal abstract class WriteJob
{
    /// <summary>Whether the caller gave up before the operation began.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Does the work on the writer's thread and keeps its result.</summary>
    public abstract void Run(DatabaseConnection connection);

    /// <summary>Tells the caller the result: the work is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that the work is not there, or that nobody knows.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class WriteJob<T>(Func<DatabaseConnection, T> work, CancellationToken cancel) : WriteJob
{
    // Callers go on elsewhere: the writer's thread must not run their code.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Task => completion.Task;

    public override bool IsCancelled => cancel.IsCancellationRequested;

    public override void Run(DatabaseConnection connection) => result = work(connection);

    public override void Complete() => completion.TrySetResult(result);

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException) completion.TrySetCanceled(cancel);
        else completion.TrySetException(exception);
    }
}
