using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tessera.Sources.Csv;
using Tessera.Sources.Remote;
using Tessera.Sources.Sql;

namespace Tessera.Sources.Tests.Sql;

/// <summary>What a database gives that is no cell, what it is not asked to do, and what is said when it gives nothing.</summary>
public sealed class SqlRefusalTests(RealPostgres postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-sql-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("timestamp 'infinity'")]
    [InlineData("timestamptz '-infinity'")]
    [InlineData("date 'infinity'")]
    [InlineData("date '-infinity'")]
    [InlineData("'NaN'::numeric")]
    [InlineData("'Infinity'::numeric")]
    [InlineData("'NaN'::float8")]
    [InlineData("'-Infinity'::float4")]
    public void What_has_no_end_is_no_value(string value) =>
        Assert.Equal("the value of v is infinite, no number, or beyond what can be read", Row(Postgres(), $"select {value} as v").Problem);

    [Fact]
    public void What_has_no_end_is_no_value_in_SQLite_either() => Assert.NotNull(Row(Sqlite(), "select 9e999 as v").Problem);

    [Fact]
    public void The_last_day_of_the_calendar_is_a_day() => Assert.Equal(["9999-12-31", "1931-05-06", ""], Row(Postgres(), "select date '9999-12-31' as a, date '1931-05-06' as b, null::date as c").Cells);

    [Fact]
    public void Bytes_that_are_no_text_are_told() => Assert.Equal("the value of v has bytes that are not text", Row(Sqlite(), "select cast(x'41ff42' as text) as v").Problem);

    [Fact]
    public void An_item_with_a_bar_does_not_become_two() =>
        Assert.Equal("the value of v is a list with a bar in one of its items, and bars stand between them", Row(Postgres(), "select array['a|b', 'c'] as v").Problem);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_columns_of_one_name_are_refused(bool sqlite)
    {
        var failure = Fails(sqlite ? Sqlite() : Postgres(), "select 1 as id, 2 as nr, 3 as \"ID\", 4 as other");
        Assert.True(failure.IsConfiguration);
        Assert.Contains("several columns of the same name: 'id'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_query_is_one_statement_and_writes_nothing(bool sqlite)
    {
        var settings = sqlite ? Sqlite() : Postgres();
        Execute(sqlite, "drop table if exists victim", "create table victim (n integer)", "insert into victim values (1)");
        foreach (var query in new[] { "select n from victim) as x; commit; delete from victim; select * from (select n from victim", "select n from victim; delete from victim", "delete from victim returning n" })
            Assert.True(Fails(settings, query).IsConfiguration);
        Assert.Equal(["1"], Row(settings, "select n from victim").Cells);
    }

    [Fact]
    public void A_function_that_writes_is_refused_by_the_session()
    {
        Execute(false, "drop table if exists victim", "create table victim (n integer)", "create or replace function write_victim() returns integer language sql as 'insert into victim values (9) returning n'");
        Assert.Contains("would write", Fails(Postgres(), "select write_victim() as n").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=very-secret", "nobody listens at its host and port", false)]
    [InlineData("Host=no-such-host.invalid;Username=u;Password=very-secret", "its host is not known", false)]
    [InlineData("postgres://u:very-secret#1@127.0.0.1/db", "no URI that can be read", true)]
    [InlineData("postgres://u:very-secret@127.0.0.1/db?nonsense=1", "the parameter 'nonsense'", true)]
    [InlineData("Host=127.0.0.1;very-secret=1", "a keyword that is not known", true)]
    [InlineData("Host=127.0.0.1;Port=very-secret", "a keyword that is not known", true)]
    public void Why_a_database_cannot_be_opened_is_said_without_its_secret(string connection, string reason, bool isConfiguration)
    {
        var failure = Fails(Of(connection), "select 1 as n");
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(isConfiguration, failure.IsConfiguration);
        Assert.DoesNotContain("very-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_or_a_database_that_the_server_does_not_know_is_said()
    {
        var user = Fails(Of(postgres.Connection.Replace("Username=tessera", "Username=stranger", StringComparison.Ordinal)), "select 1 as n");
        Assert.True(user.IsNotAuthorised);
        Assert.Contains("refuses the user or the password (28000)", user.Message, StringComparison.Ordinal);
        Assert.Contains("no database of this name", Fails(Of(postgres.Connection.Replace("Database=postgres", "Database=nothing", StringComparison.Ordinal)), "select 1 as n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_said()
    {
        Assert.Contains("there is no such file", Fails(new("registry") { Sqlite = Path.Combine(folder, "nowhere.db") }, "select 1 as n").Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "text.db"), new string('x', 4096));
        Assert.Contains("no SQLite database", Fails(new("registry") { Sqlite = Path.Combine(folder, "text.db") }, "select 1 as n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_not_there_is_a_matter_of_the_configuration()
    {
        var failure = Fails(new("registry") { Postgres = Secret.InEnvironment("TESSERA_NO_SUCH_VARIABLE") }, "select 1 as n");
        Assert.True(failure.IsConfiguration);
        Assert.Contains("TESSERA_NO_SUCH_VARIABLE", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_file_is_waited_for_no_longer_than_stated_and_not_when_the_run_is_stopped()
    {
        var settings = Sqlite();
        Execute(true, "create table t (n integer)");
        await using var other = new SqliteConnection($"Data Source={settings.Sqlite};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "begin exclusive";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Contains("locked", Fails(settings with { LongestLock = TimeSpan.Zero }, "select n from t").Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => settings.Open(stop.Token));
    }

    [Fact]
    public void A_server_that_says_nothing_is_waited_for_no_longer_than_stated() =>
        Assert.Contains("no answer came in time", Fails(Of(postgres.Connection + ";Command Timeout=1"), "select pg_sleep(600)::text as n").Message, StringComparison.Ordinal);

    [Fact]
    public void A_run_that_is_stopped_does_not_wait_for_a_query()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => Read(Postgres(), "select pg_sleep(600)::text as n", stop.Token));
        using var again = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => Read(Sqlite(), "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as n from n", again.Token));
    }

    [Fact]
    public async Task A_run_that_is_stopped_does_not_wait_for_a_host_that_never_speaks()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = new CancellationTokenSource();
        var opening = Task.Run(() => Of($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=u;SSL Mode=Disable;Timeout=300").Open(stop.Token), TestContext.Current.CancellationToken);
        using var taken = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    private static CsvRow Row(SqlConnectionSettings settings, string query) => Assert.Single(Read(settings, query, default));

    private static RemoteSourceException Fails(SqlConnectionSettings settings, string query) => Assert.Throws<RemoteSourceException>(() => Read(settings, query, default));

    private static List<CsvRow> Read(SqlConnectionSettings settings, string query, CancellationToken cancel)
    {
        using var sessions = new SqlSessions(cancel);
        using var table = sessions.Open(new SqlQuery(settings, query, "t"), '.');
        return [.. table.Rows()];
    }

    private SqlConnectionSettings Postgres() => Of(postgres.Connection);

    private SqlConnectionSettings Of(string connection)
    {
        File.WriteAllText(Path.Combine(folder, "connection.txt"), connection);
        return new("registry") { Postgres = Secret.InFile(Path.Combine(folder, "connection.txt")) };
    }

    private SqlConnectionSettings Sqlite()
    {
        Execute(true, "pragma user_version = 1");
        return new("registry") { Sqlite = Path.Combine(folder, "centre.db") };
    }

    private void Execute(bool sqlite, params string[] statements)
    {
        using DbConnection open = sqlite ? new SqliteConnection($"Data Source={Path.Combine(folder, "centre.db")};Pooling=False") : new NpgsqlConnection(postgres.Connection);
        open.Open();
        foreach (var statement in statements)
        {
            using var command = open.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
