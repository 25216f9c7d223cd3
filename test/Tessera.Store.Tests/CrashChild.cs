using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Store.Tests;

/// <summary>Writes to a store until it is killed, and says on its output what was acknowledged.</summary>
internal static class CrashChild
{
    private const int Writers = 4;

    public static async Task<int> Run(string path)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        await using var store = await FhirStore.Open(new StoreAddress(path), definitions, TimeProvider.System, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(store, definitions, writer))));
        return 0;
    }

    private static async Task Write(FhirStore store, FhirDefinitions definitions, int writer)
    {
        for (var i = 0; ; i++)
        {
            // A pair in one operation: both or none may be there afterwards.
            var writes = new[] { "left", "right" }.Select(side => Resource(definitions, $"{side}-{writer}-{i % 20}", i)).ToArray();
            var outcomes = await store.WriteAtomic(Access.Everything, writes, WritePriority.Interactive, CancellationToken.None);
            lock (definitions) Console.Out.WriteLine($"{outcomes[0].Id} {outcomes[1].Id} {outcomes[0].Version}");
            Console.Out.Flush();
        }
    }

    private static ResourceWrite Resource(FhirDefinitions definitions, string id, int number)
    {
        var document = FhirDocument.Parse(
            $$"""{"resourceType":"Observation","id":"{{id}}","status":"final","code":{"coding":[{"code":"n{{number}}"}]},"note":[{"text":"{{new string('x', 1500)}}"}]}""", definitions.Names);
        return new ResourceWrite(WriteKind.Upsert, "Observation", id, document);
    }
}
