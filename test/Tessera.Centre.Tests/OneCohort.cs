using System.Text.Json;
using Tessera.Centre.Import;
using Tessera.Centre.Load;
using Tessera.Centre.Writes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search;
using Tessera.Oncology.Journeys;
using Tessera.Sources;
using Tessera.Sources.Mef;
using Tessera.Sources.Synthetic;
using Tessera.Store;

namespace Tessera.Centre;

/// <summary>One synthetic cohort, delivered as US FHIR, in MEF's layouts and as a European system exports it.</summary>
internal sealed class OneCohort : IAsyncDisposable
{
    private const long Seed = 11;

    private readonly TemporaryCentre centre;
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);

    private OneCohort(TemporaryCentre centre) => this.centre = centre;

    /// <summary>Patients whose rows the import refused, by their numbers.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    public static async Task<OneCohort> Open(BuiltInDefinitions definitions, SyntheticFormat format, int patients, CancellationToken cancel)
    {
        var cohort = new OneCohort(await TemporaryCentre.Open(definitions));
        var folder = Path.Combine(cohort.centre.Folder, "delivery");
        _ = new SyntheticCentre(patients, Seed, format == SyntheticFormat.European ? SyntheticFlavour.Europe : SyntheticFlavour.UnitedStates).Write(folder, format, null, cancel);
        await cohort.Import(folder, format, definitions.Definitions, cancel);
        await cohort.ReadNumbers(cancel);
        return cohort;
    }

    /// <summary>The numbers of the patients that a search finds, or whose records it finds.</summary>
    public async Task<SortedSet<string>> Search(string search, CancellationToken cancel)
    {
        var (type, parameters) = (search.Split('?')[0], search[(search.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&'));
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var pairs = parameters.Append("_count=10000").Select(text => KeyValuePair.Create(text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        Assert.True(SearchQuery.TryParse(type, pairs, centre.Node.Store.SearchParameters, new SearchRules(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)), out var query, out var issues), string.Join("; ", issues.Select(issue => issue.Message)));
        foreach (var match in (await centre.Node.Store.Search(Access.Everything, query!, cancel)).Matches)
        {
            using var json = JsonDocument.Parse(match.Body);
            var id = type == "Patient" ? match.Id : json.RootElement.GetProperty("subject").GetProperty("reference").GetString()!.Split('/')[1];
            found.Add(numbers[id]);
        }

        return found;
    }

    /// <summary>The journeys of all patients by their numbers.</summary>
    public async Task<SortedDictionary<string, Journey>> Journeys(CancellationToken cancel)
    {
        var journeys = new SortedDictionary<string, Journey>(StringComparer.Ordinal);
        foreach (var (id, number) in numbers) journeys.Add(number, (await centre.Node.Journeys.Find(Access.Everything, id, cancel))!);
        return journeys;
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    private async Task Import(string folder, SyntheticFormat format, FhirDefinitions definitions, CancellationToken cancel)
    {
        if (format == SyntheticFormat.Fhir)
        {
            await new BulkLoad(centre.Node, ValidationPolicy.Default, problem => Assert.Fail(problem.ToString())).Run(Directory.GetFiles(folder, "*.ndjson"), null, cancel);
            return;
        }

        var ids = new ResourceIds(new byte[ResourceIds.KeyLength]);
        var source = format == SyntheticFormat.Csv
            ? ImportSource.Of(MefSource.TryOpen(Path.Combine(folder, "mef-config.json"), definitions, ids, out var mef, out _, new MefOptions()) ? mef : throw new InvalidOperationException("the configuration cannot be read"))
            : ImportSource.Of(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), definitions, ids, null, out var mapped, out var issues) ? mapped : throw new InvalidOperationException(string.Join('\n', issues)));
        await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new StoreSink(centre.Node), null, cancel);
        foreach (var record in centre.Node.Quarantine.List(null, 0, 100_000)) Refused.Add(record.Cells.First(cell => cell.Key is "mrn" or "PatNr").Value);
    }

    private async Task ReadNumbers(CancellationToken cancel)
    {
        Assert.True(SearchQuery.TryParse("Patient", [KeyValuePair.Create("_count", "10000")], centre.Node.Store.SearchParameters, new SearchRules(default), out var query, out _));
        foreach (var match in (await centre.Node.Store.Search(Access.Everything, query!, cancel)).Matches)
        {
            using var json = JsonDocument.Parse(match.Body);
            var identifier = json.RootElement.GetProperty("identifier").EnumerateArray().First(item => item.GetProperty("system").GetString()!.EndsWith("/mrn", StringComparison.Ordinal));
            numbers.Add(match.Id, identifier.GetProperty("value").GetString()!);
        }
    }
}
