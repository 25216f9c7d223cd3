using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Fhir.Definitions;

[assembly: AssemblyFixture(typeof(Tessera.Centre.BuiltInDefinitions))]

namespace Tessera.Centre;

/// <summary>The pinned definitions, opened once for all tests.</summary>
public sealed class BuiltInDefinitions
{
    public FhirDefinitions Definitions { get; } = FhirDefinitions.OpenBuiltIn();
}

/// <summary>A centre in a folder of its own, removed afterwards.</summary>
internal sealed class TemporaryCentre : IAsyncDisposable
{
    private TemporaryCentre(string folder, CentreNode node) => (Folder, Node) = (folder, node);

    public string Folder { get; }

    public CentreNode Node { get; }

    public static async Task<TemporaryCentre> Open(BuiltInDefinitions definitions)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-centre-").FullName;
        return new TemporaryCentre(folder, await CentreNode.Open(
            new StoreAddress(Path.Combine(folder, "centre.db")), definitions.Definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
