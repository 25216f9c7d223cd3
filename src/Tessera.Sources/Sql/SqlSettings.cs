using Tessera.Sources.Mapping.Language;
using Tessera.Sources.Settings;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Sql;

/// <summary>Reads what a mapping says of databases: <c>connections</c>, and <c>query</c> with <c>connection</c> in the place of a table's files.</summary>
internal sealed class SqlSettings
{
    /// <summary>Keys of a table.</summary>
    public static readonly string[] Keys = ["connection", "query"];

    private readonly Dictionary<string, SqlConnectionSettings> connections = new(StringComparer.Ordinal);
    private readonly MappingProblems problems;

    public SqlSettings(YamlMappingNode root, MappingProblems problems, string folder)
    {
        this.problems = problems;
        if (MappingText.Node(root, "connections") is not { } node) return;
        if (node is not YamlMappingNode all)
        {
            problems.Add(node, "'connections' needs a name for each database", "Write registry: { postgres: { env: REGISTRY_DB } } or registry: { sqlite: file.db }.");
            return;
        }

        foreach (var (name, settings) in all.Children)
            if (Connection(MappingText.Of(name), settings, folder) is { } connection) connections[connection.Name] = connection;
    }

    /// <summary>The query of a table; null when it has none, or after noting what is wrong.</summary>
    public SqlQuery? Query(string table, YamlMappingNode node, IReadOnlyList<string> orderedBy)
    {
        if (MappingText.Value(node, "query") is not { } text) return null;
        if (MappingText.Value(node, "connection") is not { } name) problems.Add(node, $"the table '{table}' has a query and no 'connection'", "Name one of 'connections'.");
        else if (connections.TryGetValue(name, out var connection)) return new SqlQuery(connection, text, table) { OrderedBy = orderedBy };
        else problems.Unknown(MappingText.Node(node, "connection")!, "connection", name, connections.Keys);
        return null;
    }

    private SqlConnectionSettings? Connection(string name, YamlNode node, string folder)
    {
        if (node is YamlMappingNode lines)
        {
            var settings = new SettingsNode(lines, problems, folder);
            var (postgres, sqlite) = (settings.Secret("postgres"), settings.Path("sqlite"));
            settings.Finish("key of a connection");
            if (settings.Has("postgres") && settings.Has("sqlite"))
            {
                problems.Add(node, $"the connection '{name}' has both postgres and sqlite", "Make two connections of it.");
                return null;
            }

            if (postgres is not null || sqlite is not null) return new SqlConnectionSettings(name) { Postgres = postgres, Sqlite = sqlite };
        }

        problems.Add(node, $"the connection '{name}' needs postgres or sqlite", "Write { postgres: { env: NAME } }, { postgres: { file: path } } or { sqlite: file.db }.");
        return null;
    }
}
