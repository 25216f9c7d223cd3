namespace Tessera.Database;

/// <summary>A value bound to a parameter of a statement: null, integer, real, text or bytes.</summary>
public readonly struct SqlValue
{
    private readonly object? reference;
    private readonly long number;
    private readonly Form form;

    private SqlValue(Form form, long number, object? reference) => (this.form, this.number, this.reference) = (form, number, reference);

    private enum Form : byte
    {
        Null,
        Integer,
        Real,
        Text,
        Bytes,
    }

    /// <summary>SQL's null.</summary>
    public static SqlValue Null => default;

    /// <summary>An integer.</summary>
    public static implicit operator SqlValue(long value) => new(Form.Integer, value, null);

    /// <summary>An integer or null.</summary>
    public static implicit operator SqlValue(long? value) => value is { } known ? known : Null;

    /// <summary>0 or 1.</summary>
    public static implicit operator SqlValue(bool value) => new(Form.Integer, value ? 1 : 0, null);

    /// <summary>A real number.</summary>
    public static implicit operator SqlValue(double value) => new(Form.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>Text or null.</summary>
    public static implicit operator SqlValue(string? value) => value is null ? Null : new(Form.Text, 0, value);

    /// <summary>Bytes or null.</summary>
    public static implicit operator SqlValue(byte[]? value) => value is null ? Null : new(Form.Bytes, 0, value);

    internal void BindTo(Statement statement, int index)
    {
        switch (form)
        {
            case Form.Null: statement.BindNull(index); break;
            case Form.Integer: statement.Bind(index, number); break;
            case Form.Real: statement.Bind(index, BitConverter.Int64BitsToDouble(number)); break;
            case Form.Text: statement.Bind(index, (string)reference!); break;
            default: statement.BindBytes(index, (byte[])reference!); break;
        }
    }
}
