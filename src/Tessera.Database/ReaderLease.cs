namespace Tessera.Database;

/// <summary>A borrowed reading connection; dispose it to give it back.</summary>
public readonly struct ReaderLease : IDisposable
{
    private readonly ReaderPool pool;
    private readonly bool snapshot;

    internal ReaderLease(ReaderPool pool, DatabaseConnection connection, bool snapshot)
    {
        (this.pool, Connection, this.snapshot) = (pool, connection, snapshot);
        if (snapshot) connection.Execute("begin");
    }

    /// <summary>The connection.</summary>
    public DatabaseConnection Connection { get; }

    /// <summary>Stops the running statement when the token is cancelled; dispose the registration before the lease.</summary>
    public CancellationTokenRegistration InterruptOn(CancellationToken cancel) =>
        cancel.UnsafeRegister(static state => ((DatabaseConnection)state!).Interrupt(), Connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.ForgetTests();
        if (snapshot && !Connection.IsAutocommit) Connection.Execute("rollback");
        pool.Return(Connection);
    }
}
