namespace Tessera.Sources.Sql;

/// <summary>A query whose answer is a table of a mapping.</summary>
/// <param name="Connection">The database.</param>
/// <param name="Text">The query, one SELECT.</param>
/// <param name="Table">Name of the table, for messages.</param>
internal sealed record SqlQuery(SqlConnectionSettings Connection, string Text, string Table)
{
    /// <summary>Columns that tell rows apart; rows come in their order, so that every reading gives the same rows in the same places.</summary>
    public IReadOnlyList<string> OrderedBy { get; init; } = [];
}
