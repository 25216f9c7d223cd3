using Tessera.Database;

namespace Tessera.Store.Reading;

/// <summary>Reads where resources came from, one after the other with one statement.</summary>
internal sealed class OriginReader(DatabaseConnection connection) : IDisposable
{
    private readonly Statement rows = connection.Prepare(
        """
        select b.source, b.file, o.source_row, p.path, b.mapping, b.imported, o.correction, o.record_key
        from resource_id i cross join origin o on o.rid = i.rid cross join origin_batch b on b.id = o.batch left join origin_path p on p.id = o.path
        where i.type = ?1 and i.id = ?2 order by o.ordinal
        """);

    public IReadOnlyList<Origin> Read(long type, string id)
    {
        rows.Bind(1, type);
        rows.Bind(2, id);
        List<Origin>? origins = null;
        while (rows.Step())
        {
            (origins ??= []).Add(new Origin(
                rows.Text(0), rows.Text(1), (int?)rows.LongOrNull(2), rows.TextOrNull(3), rows.Text(4), DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(5)))
            {
                Correction = rows.LongOrNull(6), RecordKey = rows.LongOrNull(7),
            });
        }

        rows.Reset();
        return origins is null ? [] : origins;
    }

    public void Dispose() => rows.Dispose();
}
