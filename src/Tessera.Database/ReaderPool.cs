using System.Collections.Concurrent;

namespace Tessera.Database;

/// <summary>Connections that only read, each with its prepared statements, lent to one caller at a time.</summary>
public sealed class ReaderPool : IDisposable
{
    private readonly Func<DatabaseConnection> open;
    private readonly ConcurrentBag<DatabaseConnection> idle = [];
    private readonly int kept;
    private bool disposed;

    internal ReaderPool(Func<DatabaseConnection> open, int kept) => (this.open, this.kept) = (open, kept);

    /// <summary>Borrows a connection; each statement sees the newest commit.</summary>
    public ReaderLease Rent() => new(this, Take(), snapshot: false);

    /// <summary>Borrows a connection whose statements all see one moment.</summary>
    public ReaderLease RentSnapshot() => new(this, Take(), snapshot: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    internal void Return(DatabaseConnection connection)
    {
        if (disposed || idle.Count >= kept || !connection.IsAutocommit) connection.Dispose();
        else idle.Add(connection);
    }

    private DatabaseConnection Take()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return idle.TryTake(out var connection) ? connection : open();
    }
}
