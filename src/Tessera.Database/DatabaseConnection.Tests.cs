using SQLitePCL;

namespace Tessera.Database;

public sealed partial class DatabaseConnection
{
    /// <summary>Name of the SQL function that asks a test of <see cref="AddTest"/>: <c>passes(number, bytes)</c>.</summary>
    public const string TestFunction = "passes";

    private readonly List<BytesTest> tests = [];
    private bool hasTestFunction;

    /// <summary>Makes a test known to the statements of this connection.</summary>
    /// <returns>The number by which they ask it.</returns>
    public long AddTest(BytesTest test)
    {
        if (!hasTestFunction) DefineTestFunction();
        tests.Add(test);
        return tests.Count - 1;
    }

    /// <summary>Forgets all tests; no statement that asks them may be running.</summary>
    public void ForgetTests() => tests.Clear();

    private void DefineTestFunction()
    {
        // Only statements of ours may call it, none that a file brings (https://www.sqlite.org/c3ref/c_deterministic.html#sqlitedirectonly).
        const int DirectOnly = 0x80000;
        var code = raw.sqlite3_create_function(handle, TestFunction, 2, raw.SQLITE_UTF8 | DirectOnly, this, Ask);
        if (code != raw.SQLITE_OK) throw Failure();
        hasTestFunction = true;
    }

    private static void Ask(sqlite3_context context, object state, sqlite3_value[] arguments)
    {
        try
        {
            var test = ((DatabaseConnection)state).tests[(int)raw.sqlite3_value_int64(arguments[0])];
            raw.sqlite3_result_int(context, test(raw.sqlite3_value_blob(arguments[1])) ? 1 : 0);
        }
#pragma warning disable CA1031 // An exception must not pass through the engine's native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            raw.sqlite3_result_error(context, $"a test of bytes failed: {exception.GetType().Name}");
        }
    }
}
