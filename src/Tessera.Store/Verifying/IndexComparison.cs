using Tessera.Database;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store.Schema;
using Tessera.Store.Writing;

namespace Tessera.Store.Verifying;

/// <summary>Makes index rows again, by the code that made them first, and compares. Temporary tables of the same names stand before those of
/// the store, so that nothing here has to know which tables and columns there are.</summary>
internal sealed class IndexComparison
{
    // What is kept once for all resources, besides the numbers of codes.
    private static readonly (string Table, string Columns, string Message)[] Words =
    [
        ("code_text", "code, folded", "Texts of codes are missing: searches by :text find less than there is."),
        ("quantity_unit", "code", "Units are missing: searches by other units find less than there is."),
    ];

    private readonly DatabaseConnection connection;
    private readonly FindingList findings;
    private readonly IndexWriter writer;
    private readonly List<(string Table, string Columns)> tables = [];
    private readonly Dictionary<long, string> codes = [];

    public IndexComparison(DatabaseConnection connection, Vocabulary vocabulary, Interner interner, FindingList findings)
    {
        (this.connection, this.findings) = (connection, findings);
        writer = new IndexWriter(vocabulary, interner);
        FindTables();
        foreach (var (table, columns) in tables) connection.ExecuteScript($"create temp table {table} as select {columns} from main.{table} where 0");
        foreach (var (table, columns, _) in Words) connection.ExecuteScript($"create temp table {table}({columns}, primary key({columns})) without rowid");
        connection.ExecuteScript("create temp table unread(rid integer primary key); create temp table compared(param integer primary key)");
        SelectParameters(vocabulary);
    }

    /// <summary>Rows compared so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Makes the rows of a resource.</summary>
    public void Expect(long rid, long updated, IndexEntries entries) => writer.Insert(connection, rid, updated, entries);

    /// <summary>Leaves out a resource whose content cannot be read.</summary>
    public void LeaveOut(long rid) => connection.Execute("insert or ignore into temp.unread(rid) values (?1)", rid);

    /// <summary>Compares the rows of all resources in a range of numbers, the first excluded, and forgets those that were expected.</summary>
    public void Compare(long after, long last)
    {
        foreach (var (table, columns) in tables)
        {
            var made = $"select {columns} from temp.{table} where param in (select param from temp.compared)";
            var found = $"select {columns} from main.{table} where rid > ?1 and rid <= ?2 and (param in (select param from temp.compared) or param not in (select id from main.search_parameter))";
            Report(VerifyKind.IndexMissing, "Index rows are missing.", made, found, after, last);
            Report(VerifyKind.IndexSuperfluous, "Index rows are superfluous.", found, made, after, last);
            Rows += connection.Long($"select count(*) from temp.{table}") ?? 0;
            connection.Execute($"delete from temp.{table}");
        }

        connection.Execute("delete from temp.unread");
    }

    /// <summary>Compares what is kept once for all resources; when all of them were looked at. A number below 0 is of a code that is missing itself.</summary>
    public void CompareWords()
    {
        foreach (var (table, columns, message) in Words)
            if (connection.Long($"select count(*) from (select {columns} from temp.{table} where code > 0 except select {columns} from main.{table})") > 0)
                findings.Add(new VerifyFinding(VerifyKind.IndexMissing, message));
    }

    private void Report(VerifyKind kind, string message, string these, string those, long after, long last)
    {
        using var rows = connection.Query(
            $"select rid, param from ({these} except {those}) where ?1 < ?2 and rid not in (select rid from temp.unread) group by rid, param", after, last);
        while (rows.Step()) findings.Add(kind, rows.Long(0), message, parameter: codes.GetValueOrDefault(rows.Long(1), "unknown"));
    }

    private void FindTables()
    {
        using var names = connection.Query(
            "select m.name, group_concat(c.name, ', ') from main.sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name like 'index\\_%' escape '\\' group by m.name order by m.name");
        while (names.Step())
        {
            var columns = names.Text(1).Split(", ");
            if (columns.Contains("rid") && columns.Contains("param")) tables.Add((names.Text(0), names.Text(1)));
        }
    }

    private void SelectParameters(Vocabulary vocabulary)
    {
        using var rows = connection.Query("select p.id, t.name, p.code from main.search_parameter p join main.resource_type t on t.id = p.type");
        while (rows.Step())
        {
            codes[rows.Long(0)] = rows.Text(2);
            if (vocabulary.Indexed(rows.Text(1), rows.Text(2)) is { } parameter && !vocabulary.IsOutdated(parameter))
                connection.Execute("insert into temp.compared(param) values (?1)", rows.Long(0));
        }

        // A parameter that the program knows and the store does not.
        connection.Execute("insert into temp.compared(param) values (0)");
    }
}
