using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tessera.Database;

/// <summary>Connections that only read, each with its prepared statements, lent to one caller at a time.</summary>
public sealed class ReaderPool : IDisposable
{
    private readonly Func<DatabaseConnection> open;
    private readonly ConcurrentBag<DatabaseConnection> idle = [];
    private readonly int kept;
    private readonly Meter meter;
    private int lent;
    private bool disposed;

    internal ReaderPool(Func<DatabaseConnection> open, int kept, object? scope)
    {
        (this.open, this.kept) = (open, kept);
        meter = new Meter(new MeterOptions(DatabaseMeter.Name) { Scope = scope });
        meter.CreateObservableUpDownCounter(
            "db.client.connection.count", () => new[] { Measure(Volatile.Read(ref lent), "used"), Measure(idle.Count, "idle") }, "{connection}", "Connections that read");
    }

    /// <summary>Borrows a connection; each statement sees the newest commit.</summary>
    public ReaderLease Rent() => new(this, Take(), snapshot: false);

    /// <summary>Borrows a connection whose statements all see one moment.</summary>
    public ReaderLease RentSnapshot() => new(this, Take(), snapshot: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        meter.Dispose();
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    internal void Return(DatabaseConnection connection)
    {
        Interlocked.Decrement(ref lent);
        if (disposed || idle.Count >= kept || !connection.IsAutocommit) connection.Dispose();
        else idle.Add(connection);
    }

    private DatabaseConnection Take()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idle.TryTake(out var connection)) connection = open();
        Interlocked.Increment(ref lent);
        return connection;
    }

    private static Measurement<int> Measure(int count, string state) => new(count, new KeyValuePair<string, object?>("db.client.connection.state", state));
}
