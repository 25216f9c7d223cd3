using Tessera.Centre;
using Tessera.Store;
using JourneyFact = Tessera.Oncology.Journeys.Facts.Fact;

namespace Tessera.Web.Pages.Journeys;

/// <summary>Looks up origins and verdicts of facts.</summary>
internal static class FactRows
{
    public static async Task<IReadOnlyList<FactRow>> Of(CentreNode node, Access access, IReadOnlyList<JourneyFact> facts, CancellationToken cancel)
    {
        var resources = facts.Select(fact => fact.Source.Split('/', 2)).Select(parts => (Type: parts[0], Id: parts[1])).Distinct().ToList();
        var origins = await node.Store.Origins(access, resources, cancel);
        var verdicts = node.Verdicts.Find(resources);
        var rows = new List<FactRow>(facts.Count);
        foreach (var fact in facts)
        {
            var row = new FactRow(fact, null, verdicts.TryGetValue(fact.Source, out var verdict) ? verdict : null);
            rows.Add(origins.TryGetValue((row.Type, row.Id), out var found) ? row with { Origin = found[0] } : row);
        }

        return rows;
    }
}
