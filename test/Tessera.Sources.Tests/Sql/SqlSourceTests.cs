using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tessera.Fhir;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Tests.Sql;

public sealed class SqlSourceTests(BuiltInDefinitions built, RealPostgres postgres) : IDisposable
{
    private const string Sqlite = "sqlite: centre.db";
    private const string Postgres = "postgres: { file: connection.txt }";
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-sql-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Postgres)]
    public void Tables_of_a_database_become_resources_like_files(string connection)
    {
        Prepare(connection, "create table patients (nr integer, surname varchar(40), born date)", "insert into patients values (2, 'Beta', '1961-02-03'), (1, 'Alpha', null)",
            "create table tumours (id integer, nr integer, icd varchar(10))", "insert into tumours values (7, 1, 'C50.9'), (8, 2, null)");
        var outcomes = Read(connection);
        Assert.Equal(["patients 1 1", "patients 2 2", "tumours 1 1", "tumours 2 2"], outcomes.Select(outcome => $"{outcome.Record.File} {outcome.Record.Row} {outcome.Record.Patient}"));
        Assert.Equal("""
            {"resourceType":"Patient","id":"x","identifier":[{"value":"2"}],"name":[{"family":"Beta"}],"birthDate":"1961-02-03"}
            """, Plain(outcomes[1]));
        var tumour = ((Extracted)outcomes[2]).Resources[0].Document.Root;
        Assert.Equal($"Patient/{((Extracted)outcomes[0]).Resources[0].Id}", tumour["subject"].Text("reference"));
        Assert.Contains("icd", Assert.IsType<Quarantined>(outcomes[3]).Problems[0].Column, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_PostgreSQL_become_cells_without_the_customs_of_a_machine()
    {
        using (var connection = new NpgsqlConnection(postgres.Connection))
        {
            connection.Open();
            Execute(connection, "drop table if exists kinds");
            Execute(connection, """
                create table kinds as select 1.50::numeric as n, 1234567.125::float8 as f, 12345678901::bigint as b, true as t, date '2024-02-29' as d, timestamp '2024-02-29 10:11:12.5' as ts,
                 timestamptz '2024-02-29 10:11:12+02' as tz, null::text as nothing, array['a','b'] as list, 'a8e3b1de-0000-4000-8000-000000000000'::uuid as u, '  padded ' as s, '{"a": 1}'::jsonb as j, 1e40::numeric as huge
                """);
        }

        Assert.Equal(["1.50", "1234567.125", "12345678901", "true", "2024-02-29", "2024-02-29T10:11:12.5", "2024-02-29T08:11:12Z", "", "a|b", "a8e3b1de-0000-4000-8000-000000000000", "padded", "{\"a\": 1}"],
            Cells("select n, f, b, t, d, ts, tz, nothing, list, u, s, j from kinds", '.')!);
        Assert.Equal(["1,50"], Cells("select n from kinds", ',')!);
        Assert.Null(Cells("select huge from kinds", '.'));
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Postgres)]
    public void A_session_cannot_write(string connection)
    {
        Prepare(connection, "create table patients (nr integer, surname varchar(40), born date)", "create table tumours (id integer, nr integer, icd varchar(10))");
        var settings = Settings(connection);
        var (open, moment) = settings.Open(default);
        using (open)
        using (moment)
        {
            using var command = open.CreateCommand();
            command.Transaction = moment;
            command.CommandText = "insert into patients values (9, 'X', null)";
            Assert.ThrowsAny<DbException>(() => command.ExecuteNonQuery());
        }
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Postgres)]
    public void A_run_sees_the_database_at_one_moment(string connection)
    {
        Prepare(connection, "create table patients (nr integer, surname varchar(40), born date)", "insert into patients values (1, 'Alpha', null)",
            "create table tumours (id integer, nr integer, icd varchar(10))", "insert into tumours values (7, 1, 'C50.9')");
        if (connection == Sqlite) Prepare(connection, "pragma journal_mode = wal");
        using var rows = Source(connection).Read(default).GetEnumerator();
        Assert.True(rows.MoveNext());
        Prepare(connection, "insert into tumours values (6, 1, 'C34.9')", "update tumours set icd = 'I10' where id = 7");
        Assert.True(rows.MoveNext());
        Assert.Contains("C50.9", System.Text.Encoding.UTF8.GetString(((Extracted)rows.Current).Resources[0].Document.Bytes.Span), StringComparison.Ordinal);
        Assert.False(rows.MoveNext());
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Postgres)]
    public void A_query_that_the_database_does_not_understand_is_told_with_its_table(string connection)
    {
        Prepare(connection, "create table patients (nr integer)");
        var failure = Assert.Throws<RemoteSourceException>(() => Read(connection));
        Assert.Contains("'patients'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("surname", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_the_query_does_not_give_puts_its_rows_into_quarantine()
    {
        Prepare(Sqlite, "create table patients (nr integer, surname varchar(40), born date)", "insert into patients values (1, 'Alpha', null)", "create table tumours (id integer, nr integer, icd varchar(10))");
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), Mapping(Sqlite).Replace("nr, surname, born from", "nr, surname from", StringComparison.Ordinal));
        Assert.True(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), built.Definitions, Ids, null, out var source, out _));
        var problem = Assert.Single(Assert.IsType<Quarantined>(Assert.Single(source.Read(default))).Problems);
        Assert.Equal(("born", "the file has no such column, and the mapping reads it"), (problem.Column, problem.Reason));
    }

    [Fact]
    public void A_database_that_cannot_be_opened_is_told_without_its_secret()
    {
        File.WriteAllText(Path.Combine(folder, "connection.txt"), "Host=127.0.0.1;Port=1;Username=u;Password=very-secret");
        var failure = Assert.Throws<RemoteSourceException>(() => Read(Postgres));
        Assert.DoesNotContain("very-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Postgres)]
    public void A_text_that_says_null_is_a_text(string connection)
    {
        Prepare(connection, "create table patients (nr integer, surname varchar(40), born date)", "insert into patients values (1, 'Null', null), (2, 'nil', null), (3, null, null)",
            "create table tumours (id integer, nr integer, icd varchar(10))");
        var patients = Read(connection).ConvertAll(Plain);
        Assert.Contains("\"family\":\"Null\"", patients[0], StringComparison.Ordinal);
        Assert.Contains("\"family\":\"nil\"", patients[1], StringComparison.Ordinal);
        Assert.DoesNotContain("family", patients[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_leads_to_one_database()
    {
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), Mapping($"{Sqlite}, {Postgres}"));
        Assert.False(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), built.Definitions, Ids, null, out _, out var issues));
        Assert.Contains(issues, issue => issue.Line == 3 && issue.Message == "the connection 'registry' has both postgres and sqlite");
    }

    [Fact]
    public void A_secret_in_the_mapping_itself_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), Mapping("postgres: Host=db"));
        Assert.False(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), built.Definitions, Ids, null, out _, out var issues));
        Assert.Contains(issues, issue => issue.Severity == IssueSeverity.Error && issue.Line == 3 && issue.Message.Contains("secret", StringComparison.Ordinal));
    }

    private static ResourceIds Ids { get; } = new(new byte[ResourceIds.KeyLength]);

    private static string Mapping(string connection) => $$"""
        source: registry
        connections:
          registry: { {{connection}} }
        tables:
          patients:
            connection: registry
            query: select nr, surname, born from patients
            patient: nr
            key: NR
            resources:
              - resource: Patient
                identifier: { value: $nr }
                name: { family: $surname }
                birthDate: $born
          tumours:
            connection: registry
            query: select id, nr, icd from tumours;
            patient: nr
            key: id
            required: icd
            resources:
              - resource: Condition
                code: { system: http://hl7.org/fhir/sid/icd-10-cm, code: $icd }
                subject: patient
        """;

    private static string Plain(RecordOutcome outcome)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(((Extracted)outcome).Resources[0].Document.Bytes.Span)!.AsObject();
        json["id"] = "x";
        json.Remove("meta");
        return json.ToJsonString();
    }

    private MappedSource Source(string connection)
    {
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), Mapping(connection));
        Assert.True(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), built.Definitions, Ids, null, out var source, out var issues), string.Join('\n', issues.Select(issue => issue.Message)));
        return source;
    }

    private List<RecordOutcome> Read(string connection) => [.. Source(connection).Read(default)];

    private Tessera.Sources.Sql.SqlConnectionSettings Settings(string connection)
    {
        _ = Source(connection);
        return connection == Sqlite ? new("registry") { Sqlite = Path.Combine(folder, "centre.db") } : new("registry") { Postgres = Secret.InFile(Path.Combine(folder, "connection.txt")) };
    }

    private string[]? Cells(string query, char decimalSign)
    {
        File.WriteAllText(Path.Combine(folder, "connection.txt"), postgres.Connection);
        using var sessions = new Tessera.Sources.Sql.SqlSessions(default);
        using var table = sessions.Open(new Tessera.Sources.Sql.SqlQuery(new("registry") { Postgres = Secret.InFile(Path.Combine(folder, "connection.txt")) }, query, "kinds"), decimalSign);
        var row = Assert.Single(table.Rows());
        return row.Problem is null ? row.Cells : null;
    }

    private void Prepare(string connection, params string[] statements)
    {
        File.WriteAllText(Path.Combine(folder, "connection.txt"), connection == Postgres ? postgres.Connection : "");
        using DbConnection open = connection == Sqlite ? new SqliteConnection($"Data Source={Path.Combine(folder, "centre.db")};Pooling=False") : new NpgsqlConnection(postgres.Connection);
        open.Open();
        foreach (var statement in statements)
        {
            if (connection == Postgres && statement.StartsWith("create table ", StringComparison.Ordinal)) Execute(open, $"drop table if exists {statement.Split(' ')[2]}");
            Execute(open, statement);
        }
    }

    private static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
