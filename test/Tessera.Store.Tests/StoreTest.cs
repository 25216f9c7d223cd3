using System.Text;
using System.Text.Json.Nodes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;

namespace Tessera.Store.Tests;

/// <summary>A test with a real store in a folder of its own.</summary>
public abstract class StoreTest(BuiltInDefinitions builtIn) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-store-").FullName;

    protected FhirDefinitions Definitions => builtIn.Definitions;

    protected FhirStore Store { get; private set; } = null!;

    protected StoreAddress Address => new(Path.Combine(folder, "centre.db"));

    internal TestClock Clock { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await FhirStore.Open(Address, Definitions, Clock, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = await FhirStore.Open(Address, Definitions, Clock, Cancel);
    }

    protected ResourceWrite Upsert(string json, long? ifVersion = null)
    {
        var document = FhirDocument.Parse(json, Definitions.Names);
        return new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document) { IfVersion = ifVersion is { } version ? VersionCondition.OneOf(version) : null };
    }

    protected async Task<WriteOutcome> Put(string json, long? ifVersion = null, Access? access = null) => (await PutAll(access ?? Access.Everything, Upsert(json, ifVersion)))[0];

    protected Task<IReadOnlyList<WriteOutcome>> PutAll(Access access, params ResourceWrite[] writes) => Store.Write(access, writes, WritePriority.Interactive, Cancel);

    protected async Task<WriteOutcome> Delete(string type, string id, Access? access = null) =>
        (await PutAll(access ?? Access.Everything, new ResourceWrite(WriteKind.Delete, type, id, null)))[0];

    protected async Task<JsonNode?> Read(string type, string id, Access? access = null) =>
        await Store.Find(access ?? Access.Everything, type, id, Cancel) is { Deleted: false } found ? JsonNode.Parse(found.Body.Span) : null;

    /// <summary>Runs a search such as <c>Patient?name=a&amp;_count=2</c>; values are not URL-encoded.</summary>
    protected SearchQuery Parse(string search)
    {
        var (type, parameters) = (search.Split('?')[0], search.Contains('?') ? search[(search.IndexOf('?') + 1)..].Split('&') : []);
        var pairs = parameters.Select(text => KeyValuePair.Create(text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]));
        Assert.True(SearchQuery.TryParse(type, pairs, Store.SearchParameters, new SearchRules(Clock.Now), out var query, out var issues), string.Join("; ", issues.Select(issue => issue.Message)));
        return query;
    }

    protected Task<SearchPage> Search(string search, Access? access = null) => Store.Search(access ?? Access.Everything, Parse(search), Cancel);

    /// <summary>The ids of the matches, in order, separated by spaces.</summary>
    protected async Task<string> Ids(string search, Access? access = null) => string.Join(' ', (await Search(search, access)).Matches.Select(match => match.Id));

    /// <summary>The ids of the matches without their order.</summary>
    protected async Task<string> Set(string search, Access? access = null) => string.Join(' ', (await Search(search, access)).Matches.Select(match => match.Id).Order(StringComparer.Ordinal));

    protected static string Text(StoredResource resource) => Encoding.UTF8.GetString(resource.Body.Span);
}
