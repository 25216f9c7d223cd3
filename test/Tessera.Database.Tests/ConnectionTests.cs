namespace Tessera.Database.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DatabaseConnection connection;

    public ConnectionTests()
    {
        connection = DatabaseConnection.Open(folder.Store.Path, SQLitePCL.raw.SQLITE_OPEN_READWRITE | SQLitePCL.raw.SQLITE_OPEN_CREATE);
        connection.ExecuteScript("create table t(a, b)");
    }

    public void Dispose()
    {
        connection.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_kind_of_value_comes_back_as_it_went_in()
    {
        connection.Execute("insert into t values (?1, ?2), (?3, ?4), (?5, null)", long.MinValue, "Ünïcode '; drop table t; --", 0.1, new byte[] { 0, 255 }, SqlValue.Null);
        using var rows = connection.Query("select a, b from t order by rowid");
        Assert.True(rows.Step());
        Assert.Equal((long.MinValue, "Ünïcode '; drop table t; --"), (rows.Long(0), rows.Text(1)));
        Assert.True(rows.Step());
        Assert.Equal(0.1, rows.Double(0));
        Assert.Equal([0, 255], rows.Bytes(1));
        Assert.True(rows.Step());
        Assert.True(rows.IsNull(0) && rows.TextOrNull(1) is null);
        Assert.False(rows.Step());
    }

    [Fact]
    public void The_same_statement_can_run_within_its_own_loop()
    {
        connection.Execute("insert into t values (1, 0), (2, 0)");
        var pairs = 0;
        using var outer = connection.Query("select a from t where b = ?1", 0);
        while (outer.Step())
        {
            using var inner = connection.Query("select a from t where b = ?1", 0);
            while (inner.Step()) pairs++;
        }
        Assert.Equal(4, pairs);
    }

    [Fact]
    public void Bindings_do_not_leak_into_the_next_use()
    {
        using (connection.Query("select ?1, ?2", 1, 2)) { }
        using var rows = connection.Prepare("select ?1, ?2");
        Assert.True(rows.Step());
        Assert.True(rows.IsNull(0) && rows.IsNull(1));
    }

    [Fact]
    public void More_statements_than_are_kept_still_work()
    {
        for (var i = 0; i < 1000; i++) Assert.Equal(i, connection.Long($"select {i}"));
        Assert.Equal(7, connection.Long("select 7"));
    }

    [Fact]
    public void A_long_text_and_an_empty_one_are_bound_whole()
    {
        var text = new string('ä', 5000);
        Assert.Equal(text, connection.Text("select ?1", text));
        Assert.Equal("", connection.Text("select ?1", ""));
        Assert.Equal("blob", connection.Text("select typeof(?1)", Array.Empty<byte>()));
    }

    [Fact]
    public void A_statement_that_outlives_its_connection_fails_and_harms_nothing()
    {
        var closed = DatabaseConnection.Open(":memory:", SQLitePCL.raw.SQLITE_OPEN_READWRITE);
        var statement = closed.Prepare("select 1");
        closed.Dispose();
        Assert.ThrowsAny<Exception>(() => statement.Step());
        Assert.ThrowsAny<Exception>(() => statement.Bind(1, 1));
        Assert.Equal(0, statement.Long(0));
    }

    [Fact]
    public void An_error_names_no_value()
    {
        connection.ExecuteScript("create table u(a text unique)");
        connection.Execute("insert into u values ('Jane Roe')");
        var failure = Assert.Throws<DatabaseException>(() => connection.Execute("insert into u values ('Jane Roe')"));
        Assert.DoesNotContain("Jane", failure.Message, StringComparison.Ordinal);
    }
}
