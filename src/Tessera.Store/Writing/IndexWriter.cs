using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Writes and removes the index rows of a resource. The same value twice is one row.</summary>
internal sealed class IndexWriter(Vocabulary vocabulary, Interner interner)
{
    private static readonly (IndexTables Table, string Delete)[] Deletes =
    [
        (IndexTables.Token, "delete from index_token where rid = ?1"),
        (IndexTables.Uri, "delete from index_uri where rid = ?1"),
        (IndexTables.Reference, "delete from index_reference where rid = ?1"),
        (IndexTables.Text, "delete from index_string where rid = ?1"),
        (IndexTables.Date, "delete from index_date where rid = ?1"),
        (IndexTables.Number, "delete from index_number where rid = ?1"),
        (IndexTables.Quantity, "delete from index_quantity where rid = ?1"),
    ];

    /// <summary>The names of the index tables.</summary>
    public static IReadOnlyList<string> TableNames { get; } = ["index_token", "index_uri", "index_reference", "index_string", "index_date", "index_number", "index_quantity"];

    /// <summary>Which tables a resource with these values has rows in.</summary>
    public static IndexTables Tables(IndexEntries entries) =>
        (entries.Tokens.Count + entries.TokenTexts.Count > 0 ? IndexTables.Token : 0) | (entries.Uris.Count > 0 ? IndexTables.Uri : 0) |
        (entries.References.Count > 0 ? IndexTables.Reference : 0) | (entries.Strings.Count > 0 ? IndexTables.Text : 0) |
        (entries.Dates.Count > 0 ? IndexTables.Date : 0) | (entries.Numbers.Count > 0 ? IndexTables.Number : 0) |
        (entries.Quantities.Count > 0 ? IndexTables.Quantity : 0);

    public static void Delete(DatabaseConnection connection, long rid, IndexTables tables)
    {
        foreach (var (table, sql) in Deletes)
            if (tables.HasFlag(table)) connection.Execute(sql, rid);
    }

    public void Insert(DatabaseConnection connection, long rid, long updated, IndexEntries entries)
    {
        InsertTokens(connection, rid, updated, entries);
        InsertUris(connection, rid, updated, entries.Uris);
        InsertReferences(connection, rid, updated, entries.References);
        InsertStrings(connection, rid, updated, entries.Strings);
        InsertDates(connection, rid, updated, entries.Dates);
        InsertNumbers(connection, rid, updated, entries.Numbers);
        InsertQuantities(connection, rid, updated, entries.Quantities);
    }

    private void InsertTokens(DatabaseConnection connection, long rid, long updated, IndexEntries entries)
    {
        if (entries.Tokens.Count + entries.TokenTexts.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_token(rid, updated, param, code) values (?1, ?2, ?3, ?4)", rid, updated);
        foreach (var entry in entries.Tokens)
            Run(insert, entry.Parameter, interner.Code(connection, entry.System, entry.Code, entry.Display));
        foreach (var entry in entries.TokenTexts)
        {
            // A text beside a code is found through the code, which has a row already.
            if (entry.Code.Length > 0) interner.Code(connection, entry.System, entry.Code, entry.Text);
            else Run(insert, entry.Parameter, interner.Text(connection, entry.Text));
        }
    }

    private void InsertUris(DatabaseConnection connection, long rid, long updated, List<UriEntry> entries)
    {
        if (entries.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_uri(rid, updated, param, uri) values (?1, ?2, ?3, ?4)", rid, updated);
        foreach (var entry in entries)
            Run(insert, entry.Parameter, interner.Uri(connection, entry.Uri));
    }

    private void InsertReferences(DatabaseConnection connection, long rid, long updated, List<ReferenceEntry> entries)
    {
        if (entries.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_reference(rid, updated, param, target) values (?1, ?2, ?3, ?4)", rid, updated);
        foreach (var entry in entries)
        {
            var target = entry.Id.Length > 0 ? interner.Resource(connection, entry.Type, entry.Id) : -interner.Uri(connection, entry.Url);
            Run(insert, entry.Parameter, target);
        }
    }

    private void InsertStrings(DatabaseConnection connection, long rid, long updated, List<StringEntry> entries)
    {
        if (entries.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_string(rid, updated, param, folded, text) values (?1, ?2, ?3, ?4, ?5)", rid, updated);
        foreach (var entry in entries)
        {
            insert.Bind(3, Number(entry.Parameter));
            insert.Bind(4, SearchText.Fold(entry.Text));
            insert.Bind(5, entry.Text);
            insert.Run();
        }
    }

    private void InsertDates(DatabaseConnection connection, long rid, long updated, List<DateEntry> entries)
    {
        if (entries.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_date(rid, updated, param, low, high) values (?1, ?2, ?3, ?4, ?5)", rid, updated);
        foreach (var entry in entries)
        {
            insert.Bind(3, Number(entry.Parameter));
            insert.Bind(4, entry.Range.Low);
            insert.Bind(5, entry.Range.High);
            insert.Run();
        }
    }

    private void InsertNumbers(DatabaseConnection connection, long rid, long updated, List<NumberEntry> entries)
    {
        if (entries.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_number(rid, updated, param, value) values (?1, ?2, ?3, ?4)", rid, updated);
        foreach (var entry in entries)
        {
            insert.Bind(3, Number(entry.Parameter));
            insert.Bind(4, entry.Value);
            insert.Run();
        }
    }

    private void InsertQuantities(DatabaseConnection connection, long rid, long updated, List<QuantityEntry> entries)
    {
        if (entries.Count == 0) return;
        using var insert = Begin(connection, "insert or ignore into index_quantity(rid, updated, param, low, high, code, unit) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)", rid, updated);
        foreach (var entry in entries)
        {
            insert.Bind(3, Number(entry.Parameter));
            insert.Bind(4, entry.Low);
            insert.Bind(5, entry.High);
            insert.Bind(6, entry.Code.Length == 0 ? 0 : interner.Unit(connection, entry.System, entry.Code));
            insert.Bind(7, entry.Unit.Length == 0 ? 0 : interner.Code(connection, "", entry.Unit));
            insert.Run();
        }
    }

    private void Run(Statement insert, SearchParameter parameter, long value)
    {
        insert.Bind(3, Number(parameter));
        insert.Bind(4, value);
        insert.Run();
    }

    // What all rows of a resource say stays bound.
    private static Statement Begin(DatabaseConnection connection, string sql, long rid, long updated)
    {
        var insert = connection.Prepare(sql);
        insert.Bind(1, rid);
        insert.Bind(2, updated);
        return insert;
    }

    // A row without one would be found by nobody.
    private long Number(SearchParameter parameter) => vocabulary.Parameter(parameter) is not 0 and var number ? number : throw new InvalidOperationException($"{parameter} has no number in this store yet.");
}
