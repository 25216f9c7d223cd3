namespace Tessera.Database;

/// <summary>The schema of one part of the program, as the steps that lead to it. Steps that have been released never change.</summary>
public sealed class MigrationSet
{
    /// <summary>Makes a set.</summary>
    /// <param name="schema">Name of the schema, such as <c>store</c>; its version is kept under it.</param>
    /// <param name="migrations">The steps, versions 1, 2, 3 …</param>
    /// <exception cref="ArgumentException">The versions are not 1, 2, 3 …</exception>
    public MigrationSet(string schema, params IReadOnlyList<Migration> migrations)
    {
        ArgumentNullException.ThrowIfNull(migrations);
        for (var i = 0; i < migrations.Count; i++)
            if (migrations[i].Version != i + 1) throw new ArgumentException($"step {i + 1} of the schema {schema} says version {migrations[i].Version}", nameof(migrations));
        (Schema, Migrations) = (schema, migrations);
    }

    /// <summary>Name of the schema.</summary>
    public string Schema { get; }

    /// <summary>The steps.</summary>
    public IReadOnlyList<Migration> Migrations { get; }

    /// <summary>The version that this program knows.</summary>
    public int Version => Migrations.Count;

    /// <summary>Brings the schema up to date; call it in a transaction.</summary>
    /// <exception cref="DatabaseUnavailableException">The database has a newer version.</exception>
    internal void Apply(DatabaseConnection connection)
    {
        connection.Execute("create table if not exists schema_version(schema text primary key, version integer not null) without rowid");
        var current = connection.Long("select version from schema_version where schema = ?1", Schema) ?? 0;
        if (current > Version)
        {
            throw new DatabaseUnavailableException(
                $"The store was written by a newer program: its schema '{Schema}' has version {current}, this program knows version {Version}.",
                "Update Tessera, or restore a backup that was taken before the update.");
        }
        foreach (var step in Migrations.Skip((int)current)) connection.ExecuteScript(step.Sql);
        connection.Execute(
            "insert into schema_version(schema, version) values (?1, ?2) on conflict(schema) do update set version = excluded.version", Schema, Version);
    }
}
