using System.Diagnostics.Metrics;

namespace Tessera.Database;

/// <summary>Connections that only read, each with its prepared statements, lent to one caller at a time.</summary>
public sealed class ReaderPool : IDisposable
{
    private readonly Func<DatabaseConnection> open;
    private readonly Lock gate = new();
    private readonly Stack<DatabaseConnection> idle = [];
    private readonly int kept;
    private readonly Meter meter;
    private int lent;
    private bool disposed;

    internal ReaderPool(Func<DatabaseConnection> open, int kept, object? scope)
    {
        (this.open, this.kept) = (open, kept);
        meter = new Meter(new MeterOptions(DatabaseMeter.Name) { Scope = scope });
        meter.CreateObservableUpDownCounter(
            "db.client.connection.count", () => new[] { Measure(Volatile.Read(ref lent), "used"), Measure(IdleCount(), "idle") }, "{connection}", "Connections that read");
    }

    /// <summary>Borrows a connection; each statement sees the newest commit.</summary>
    public ReaderLease Rent() => new(this, Take(), snapshot: false);

    /// <summary>Borrows a connection whose statements all see one moment.</summary>
    public ReaderLease RentSnapshot() => new(this, Take(), snapshot: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        lock (gate)
        {
            disposed = true;
            while (idle.TryPop(out var connection)) connection.Dispose();
        }
    }

    internal void Return(DatabaseConnection connection)
    {
        Interlocked.Decrement(ref lent);
        lock (gate)
        {
            if (!disposed && idle.Count < kept && connection.IsAutocommit)
            {
                idle.Push(connection);
                return;
            }
        }

        connection.Dispose();
    }

    private DatabaseConnection Take()
    {
        // What was used last has most of its pages at hand.
        DatabaseConnection? connection;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            idle.TryPop(out connection);
        }

        connection ??= open();
        Interlocked.Increment(ref lent);
        return connection;
    }

    private int IdleCount()
    {
        lock (gate) return idle.Count;
    }

    private static Measurement<int> Measure(int count, string state) => new(count, new KeyValuePair<string, object?>("db.client.connection.state", state));
}
