using Tessera.Database;

namespace Tessera.Web.Fhir.Changes;

/// <summary>Tells those who wait that something was committed.</summary>
internal sealed class CommitSignal : IDisposable
{
    private readonly DatabaseWriter writer;
    private TaskCompletionSource next = New();

    public CommitSignal(DatabaseWriter writer)
    {
        this.writer = writer;
        writer.Committed += Raise;
    }

    /// <summary>Ends with the next commit. Take it before reading: a commit in between is not missed.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Dispose() => writer.Committed -= Raise;

    private void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
