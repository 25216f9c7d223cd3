using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.Centre.Import;

/// <summary>All that a store says, without times and numbers of runs, for comparing two stores. That indexes say what their resources say is the
/// verifier's to check.</summary>
internal static partial class StoreContents
{
    private static readonly (string Name, string Sql)[] Tables =
    [
        ("resource", "select t.name || '/' || r.id || ' v' || r.version || ' deleted ' || r.deleted, cast(r.body as text) from resource r join resource_type t on t.id = r.type"),
        ("history", "select t.name || '/' || i.id || ' v' || h.version, cast(h.body as text) from resource_history h join resource_id i on i.rid = h.rid join resource_type t on t.id = i.type"),
        ("origin", """
            select t.name || '/' || r.id || ' ' || o.ordinal, b.source || '|' || b.file || '|' || coalesce(o.source_row, '') || '|' || p.path || '|' || b.mapping
            from origin o join origin_batch b on b.id = o.batch left join origin_path p on p.id = o.path join resource r on r.rid = o.rid join resource_type t on t.id = r.type
            """),
        ("token", """
            select t.name || '/' || i.id || ' ' || p.code || ' ' || c.folded, coalesce(u.text, '') from index_token x join resource_id i on i.rid = x.rid
            join resource_type t on t.id = i.type join search_parameter p on p.id = x.param join code c on c.id = x.code left join uri u on u.id = c.system
            """),
        ("quarantine", "select source || '|' || file || '|' || record, problems || '|' || cells || '|' || coalesce(mark, '') from quarantine"),
        ("watermark", "select source, mark from watermark"),
        ("verdict", "select v.type || '/' || i.id, v.version || ' ' || v.verdict from verdict v join resource_id i on i.rid = v.number"),
        ("vanished", "select type || '/' || id, source || '|' || file || '|' || action from vanished"),
        ("correction", "select source || '|' || file || '|' || record, corrected || '|' || coalesce(ending, '') from correction"),
    ];

    public static string Of(CentreNode node, params string[] without)
    {
        var text = new StringBuilder();
        using var lease = node.Store.Database.Readers.Rent();
        foreach (var (name, sql) in Tables.Where(table => !without.Contains(table.Name)))
        {
            var lines = new List<string>();
            using var rows = lease.Connection.Query(sql);
            while (rows.Step()) lines.Add($"{name} {rows.Text(0)}: {Time().Replace(rows.TextOrNull(1) ?? "", "\"lastUpdated\":\"\"")}");
            lines.Sort(StringComparer.Ordinal);
            foreach (var line in lines) text.AppendLine(line);
        }

        return text.ToString();
    }

    [GeneratedRegex("\"lastUpdated\":\"[^\"]*\"")]
    private static partial Regex Time();
}
