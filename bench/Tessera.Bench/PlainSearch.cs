using Tessera.Database;

namespace Tessera.Bench;

/// <summary>The searches of the benchmark as SQLite alone answers them, from the same file with a server's cache: what a page costs for being one of many
/// in a large file. A reader of a million resources finds less in its cache than one of a thousand, whatever stands around it.</summary>
internal sealed class PlainSearch : IDisposable
{
    private const int Pages = 20_000;

    private readonly ReadOnlyDatabase database;
    private readonly long patient;

    public PlainSearch(string store)
    {
        database = ReadOnlyDatabase.Open(new StoreAddress(store));
        database.Connection.Execute("pragma cache_size = -4096");
        patient = Number("select id from resource_type where name = 'Patient'");
    }

    public void Dispose() => database.Dispose();

    /// <summary>Pages of ten by the patients that they are about, in each second.</summary>
    public double BySubject(IReadOnlyList<string> patients)
    {
        using var find = database.Connection.Prepare("select rid from resource_id where type = ?1 and id = ?2");
        return Rate(
            "select rid from index_reference where param = ?1 and target = ?2 order by updated desc, rid desc limit 11",
            Parameter("subject"),
            at =>
            {
                find.Bind(1, patient);
                find.Bind(2, patients[at % patients.Count]);
                find.Step();
                var rid = find.Long(0);
                find.Reset();
                return rid;
            });
    }

    /// <summary>Pages of ten by code, in each second.</summary>
    /// <param name="codes">Each as <c>system|code</c>.</param>
    public double ByCode(IReadOnlyList<string> codes)
    {
        var numbers = codes.Select(code => code.Split('|')).Select(parts => database.Connection.Long(
            "select c.id from code c join uri u on u.id = c.system where u.text = ?1 and c.code = ?2", parts[0], parts[1]) ?? 0).ToArray();
        return Rate(
            "select rid from index_token where param = ?1 and code = ?2 order by updated desc, rid desc limit 11", Parameter("code"), at => numbers[at % numbers.Length]);
    }

    private double Rate(string page, long parameter, Func<int, long> value)
    {
        using var matches = database.Connection.Prepare(page);
        using var body = database.Connection.Prepare("select type, id, version, updated, body, patient from resource where rid = ?1 and deleted = 0");
        var rids = new List<long>(11);
        var random = new Random(1);
        return Clock.BestPerSecond(
            () =>
            {
                for (var i = 0; i < Pages; i++)
                {
                    rids.Clear();
                    matches.Bind(1, parameter);
                    matches.Bind(2, value(random.Next(int.MaxValue)));
                    while (matches.Step()) rids.Add(matches.Long(0));
                    matches.Reset();
                    foreach (var rid in rids.Take(10))
                    {
                        body.Bind(1, rid);
                        if (body.Step()) _ = body.Bytes(4);
                        body.Reset();
                    }
                }

                return Pages;
            },
            rounds: 3);
    }

    private long Parameter(string code) => Number($"select p.id from search_parameter p join resource_type t on t.id = p.type where t.name = 'Observation' and p.code = '{code}'");

    private long Number(string sql) => database.Connection.Long(sql) ?? throw new InvalidOperationException(sql);
}
