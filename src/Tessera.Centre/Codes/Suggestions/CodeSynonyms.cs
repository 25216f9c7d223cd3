using Tessera.Database;

namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Other words for codes that the centre brings: a node record.</summary>
public sealed class CodeSynonyms
{
    private readonly SqliteDatabase database;
    private long changes;

    internal CodeSynonyms(SqliteDatabase database) => this.database = database;

    /// <summary>Number of times that they were changed since the program began.</summary>
    internal long Changes => Interlocked.Read(ref changes);

    /// <summary>Adds synonyms; those that are there stay.</summary>
    /// <returns>How many are new.</returns>
    public async Task<int> Add(IReadOnlyCollection<CodeSynonym> synonyms, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(synonyms);
        var added = await database.Writer.Run(
            connection => synonyms.Sum(one => connection.Execute("insert or ignore into code_synonym(system, code, synonym) values (?1, ?2, ?3)", one.System, one.Code, one.Text)),
            WritePriority.Bulk,
            cancel).ConfigureAwait(false);
        Interlocked.Increment(ref changes);
        return added;
    }

    /// <summary>All synonyms.</summary>
    public IReadOnlyList<CodeSynonym> All()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select system, code, synonym from code_synonym order by system, code, synonym");
        var synonyms = new List<CodeSynonym>();
        while (rows.Step()) synonyms.Add(new CodeSynonym(rows.Text(0), rows.Text(1), rows.Text(2)));
        return synonyms;
    }
}
