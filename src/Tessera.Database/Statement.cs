using System.Text;
using SQLitePCL;

namespace Tessera.Database;

/// <summary>A prepared statement: bind, step through its rows, dispose. Disposing gives it back to its connection for the next use;
/// nothing read from a row as a span is valid after the next step.</summary>
public sealed unsafe class Statement : IDisposable
{
    // SQLITE_TRANSIENT: the bytes are copied before the call returns.
    private const nint Copied = -1;

    private readonly DatabaseConnection connection;
    private readonly sqlite3_stmt handle;
    private readonly bool cached;
    private nint statement;

    internal Statement(DatabaseConnection connection, sqlite3_stmt handle, bool cached) =>
        (this.connection, this.handle, this.cached, statement) = (connection, handle, cached, handle.DangerousGetHandle());

    internal bool InUse { get; set; }

    internal long LastUse { get; set; }

    /// <summary>Binds an integer; parameters count from 1.</summary>
    public void Bind(int index, long value) => Check(NativeStatement.BindInteger(statement, index, value));

    /// <summary>Binds a real number.</summary>
    public void Bind(int index, double value) => Check(NativeStatement.BindReal(statement, index, value));

    /// <summary>Binds text.</summary>
    public void Bind(int index, string value)
    {
        const int OnStack = 512;
        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> utf8 = longest <= OnStack ? stackalloc byte[OnStack] : new byte[longest];
        BindText(index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    /// <summary>Binds text given as UTF-8.</summary>
    public void BindText(int index, ReadOnlySpan<byte> utf8)
    {
        // No address is null to SQLite, which an empty text is not.
        byte none = 0;
        fixed (byte* text = utf8) Check(NativeStatement.BindText(statement, index, text is null ? &none : text, utf8.Length, Copied));
    }

    /// <summary>Binds bytes.</summary>
    public void BindBytes(int index, ReadOnlySpan<byte> bytes)
    {
        byte none = 0;
        fixed (byte* blob = bytes) Check(NativeStatement.BindBytes(statement, index, blob is null ? &none : blob, bytes.Length, Copied));
    }

    /// <summary>Binds a value of any kind.</summary>
    public void Bind(int index, SqlValue value) => value.BindTo(this, index);

    /// <summary>Binds null.</summary>
    public void BindNull(int index) => Check(NativeStatement.BindNull(statement, index));

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
    public bool Step()
    {
        switch (NativeStatement.Step(statement))
        {
            case raw.SQLITE_ROW: return true;
            case raw.SQLITE_DONE: return false;
            default: throw connection.Failure();
        }
    }

    /// <summary>Runs a statement without rows and makes it ready to be bound and run again.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Makes the statement ready to run again; bound values stay.</summary>
    public void Reset() => _ = NativeStatement.Reset(statement); // repeats the error that Step already threw

    /// <summary>Whether a column, from 0, is null.</summary>
    public bool IsNull(int column) => NativeStatement.ColumnType(statement, column) == raw.SQLITE_NULL;

    /// <summary>A column as an integer; 0 for null.</summary>
    public long Long(int column) => NativeStatement.ColumnInteger(statement, column);

    /// <summary>A column as an integer, or null.</summary>
    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>A column as a real number; 0 for null.</summary>
    public double Double(int column) => NativeStatement.ColumnReal(statement, column);

    /// <summary>A column as text; empty for null.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>A column as text, or null.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a text or blob column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        var bytes = NativeStatement.ColumnBytes(statement, column);
        return bytes is null ? default : new ReadOnlySpan<byte>(bytes, NativeStatement.ColumnLength(statement, column));
    }

    /// <summary>A copy of the bytes of a text or blob column.</summary>
    public byte[] Bytes(int column) => Utf8(column).ToArray();

    /// <summary>A column as what it is: <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, bytes or null.</summary>
    public object? Value(int column) => NativeStatement.ColumnType(statement, column) switch
    {
        raw.SQLITE_INTEGER => Long(column),
        raw.SQLITE_FLOAT => Double(column),
        raw.SQLITE_TEXT => Text(column),
        raw.SQLITE_BLOB => Bytes(column),
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!InUse) return;
        InUse = false;
        if (!cached)
        {
            Close();
            return;
        }
        Reset();
        _ = NativeStatement.ClearBindings(statement);
    }

    internal void Close()
    {
        statement = 0;
        handle.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw connection.Failure();
    }
}
