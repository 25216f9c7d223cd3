using Tessera.Centre.Import;
using Tessera.Centre.Quarantine;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>Which elements the source records in quarantine would have fed, by what their columns feed in the records of the same file that
/// were taken over. Where one file holds records of several profiles, a record may have fed an element of any of them; of a file of which no
/// record was taken over, nothing is known.</summary>
internal sealed class QuarantinedElements
{
    // Beyond this many the page would wait for the sum; the largest causes are seen long before.
    private const int MostRecords = 20_000;
    private const int Page = 1000;

    private readonly Dictionary<(int Element, string Cause), long> counts = [];

    public static QuarantinedElements Read(CentreNode node, string? source)
    {
        var found = new QuarantinedElements();
        if (node.Quarantine.Count() == 0) return found;
        var columns = Columns(node);
        for (var skip = 0; skip < MostRecords && node.Quarantine.List(null, skip, Page) is { Count: > 0 } records; skip += Page)
        foreach (var record in records)
            if (source is null || record.Source == source) found.Add(record, columns);
        return found;
    }

    public long Count(QualityElement element) => counts.Where(pair => pair.Key.Element == element.Index).Sum(pair => pair.Value);

    public IEnumerable<(string Cause, long Records)> Causes(QualityElement element) =>
        counts.Where(pair => pair.Key.Element == element.Index).Select(pair => (pair.Key.Cause, pair.Value));

    private static Dictionary<(string Source, string File, string Column), HashSet<int>> Columns(CentreNode node)
    {
        var columns = new Dictionary<(string, string, string), HashSet<int>>();
        foreach (var feed in node.Quality.Feeds())
        foreach (var (column, element) in OriginPaths.Read(feed.Path))
        {
            if (element.Length == 0) continue;
            var key = (feed.Source, feed.File, column.ToUpperInvariant());
            if (!columns.TryGetValue(key, out var fed)) columns.Add(key, fed = []);
            fed.UnionWith(node.Quality.Catalogue.FedBy(feed.Profile, new FedElements([ElementPath.OfOrigin(element)])).Select(one => one.Index));
        }

        return columns;
    }

    private void Add(QuarantinedRecord record, Dictionary<(string, string, string), HashSet<int>> columns)
    {
        var problem = record.Problems[0];
        var cause = problem.Column is { } column ? $"{column}: {problem.Reason}" : problem.Reason;
        var elements = new HashSet<int>();
        foreach (var (name, _) in record.Cells)
            if (columns.TryGetValue((record.Source, record.File, name.ToUpperInvariant()), out var fed)) elements.UnionWith(fed);
        foreach (var element in elements) counts[(element, cause)] = counts.GetValueOrDefault((element, cause)) + 1;
    }
}
