namespace Tessera.Database.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tessera-test-").FullName;

    public StoreAddress Store => new(System.IO.Path.Combine(Path, "centre.db"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
