namespace Tessera.Store.Tests;

/// <summary>All rows of all indexes with names instead of numbers: the same for two stores with the same resources, whatever their history.</summary>
internal static class IndexDump
{
    private const string Head = "select r.type || ':' || r.id || ' ' || p.code || ' '";
    private const string From = " x join resource r on r.rid = x.rid join search_parameter p on p.id = x.param and p.type = r.type";

    private static readonly string[] Queries =
    [
        $"{Head} || 'T ' || coalesce(u.text, c.system) || '|' || c.code || c.folded from index_token{From} join code c on c.id = x.code left join uri u on u.id = c.system",
        $"{Head} || 'U ' || u.text from index_uri{From} join uri u on u.id = x.uri",
        $"{Head} || 'R ' || coalesce(u.text, (select t.name || '/' || i.id from resource_id i join resource_type t on t.id = i.type where i.rid = x.target)) from index_reference{From} left join uri u on u.id = -x.target",
        $"{Head} || 'S ' || x.folded || '=' || x.text from index_string{From}",
        $"{Head} || 'D ' || x.low || '-' || x.high from index_date{From}",
        $"{Head} || 'N ' || x.value from index_number{From}",
        $"{Head} || 'Q ' || x.low || '-' || x.high || ' ' || coalesce(c.code, '') || ' ' || coalesce(u.code, '') from index_quantity{From} left join code c on c.id = x.code left join code u on u.id = x.unit",
        "select r.type || ':' || r.id || ' in ' || i.id from compartment c join resource r on r.rid = c.rid join resource_id i on i.rid = c.patient where r.deleted = 0",
        "select r.type || ':' || r.id || ' of ' || coalesce((select i.id from resource_id i where i.rid = r.patient), r.patient) from resource r where r.deleted = 0 and r.patient is not null",
    ];

    public static List<string> Of(FhirStore store)
    {
        using var lease = store.Database.Readers.RentSnapshot();
        var types = new Dictionary<string, string>();
        using (var rows = lease.Connection.Prepare("select id, name from resource_type"))
            while (rows.Step()) types.Add(rows.Text(0), rows.Text(1));
        var lines = new List<string>();
        foreach (var query in Queries)
        {
            using var rows = lease.Connection.Prepare(query);
            while (rows.Step())
            {
                var line = rows.Text(0);
                var colon = line.IndexOf(':');
                lines.Add(types[line[..colon]] + line[colon..]);
            }
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Number of rows whose time is not that of their resource, or that belong to none.</summary>
    public static long Strays(FhirStore store)
    {
        using var lease = store.Database.Readers.Rent();
        return new[] { "token", "uri", "reference", "string", "date", "number", "quantity" }.Sum(name =>
            lease.Connection.Long($"select count(*) from index_{name} x where not exists (select 1 from resource r where r.rid = x.rid and r.deleted = 0 and r.updated = x.updated)") ?? 0);
    }
}
