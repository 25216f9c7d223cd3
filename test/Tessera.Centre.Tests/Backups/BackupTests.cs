using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Store.Verifying;

namespace Tessera.Centre.Backups;

public sealed class BackupTests(BuiltInDefinitions builtIn) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("copy")]
    [InlineData("copy.tar")]
    public async Task A_backup_taken_while_the_node_writes_is_one_moment_and_restores_whole(string name)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Write(centre.Node.Store, 0, 50);
        var of = CentreFolder.Of(centre.Node.Store.Database.Address);
        _ = of.OpenIds();
        var configuration = Path.Combine(centre.Folder, "tessera.yaml");
        await File.WriteAllTextAsync(configuration, "name: A centre\n", Cancel);

        var writing = Write(centre.Node.Store, 50, 300);
        var manifest = await new CentreBackup(of, [configuration], TimeProvider.System).Take(Path.Combine(folder, name), null, Cancel);
        await writing;
        Assert.InRange(manifest.Sequence, 50, 350);
        Assert.Equal(manifest.Sequence, manifest.Resources["Patient"]);
        Assert.Equal(["centre.db", "centre.key", "configuration/tessera.yaml"], manifest.Files.Select(file => file.Name));
        Assert.Equal(manifest.Sequence, LastBackup.Read(of.Store)!.Sequence);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder), entry => entry.EndsWith(".new", StringComparison.Ordinal));

        var back = new CentreFolder(Path.Combine(folder, "restored"));
        var (_, epoch) = await new CentreRestore(back, TimeProvider.System).Restore(Path.Combine(folder, name), Cancel);
        Assert.NotEqual(manifest.Epoch, epoch);
        var report = StoreVerifier.Run(back.Store, builtIn.Definitions, null, Cancel);
        Assert.True(report.IsSound);
        Assert.Equal((manifest.Sequence, epoch), (report.Resources, report.Epoch));
        Assert.Equal(await File.ReadAllBytesAsync(of.KeyFile, Cancel), await File.ReadAllBytesAsync(back.KeyFile, Cancel));
        Assert.Equal("name: A centre\n", await File.ReadAllTextAsync(Path.Combine(back.Path, "configuration", "tessera.yaml"), Cancel));
        if (!OperatingSystem.IsWindows())
            foreach (var secret in new[] { back.KeyFile, back.Store.Path }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(back.Path), entry => entry.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_restore_overwrites_anything()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var of = CentreFolder.Of(centre.Node.Store.Database.Address);
        var backup = Path.Combine(folder, "copy");
        await new CentreBackup(of, [], TimeProvider.System).Take(backup, null, Cancel);
        await Assert.ThrowsAsync<IOException>(() => new CentreBackup(of, [], TimeProvider.System).Take(backup, null, Cancel));
        await Assert.ThrowsAsync<IOException>(() => new CentreRestore(of, TimeProvider.System).Restore(backup, Cancel));
    }

    [Fact]
    public async Task A_key_that_is_another_centres_is_not_replaced()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var of = CentreFolder.Of(centre.Node.Store.Database.Address);
        _ = of.OpenIds();
        await new CentreBackup(of, [], TimeProvider.System).Take(Path.Combine(folder, "copy"), null, Cancel);
        var back = new CentreFolder(Path.Combine(folder, "restored"));
        Directory.CreateDirectory(back.Path);
        _ = back.OpenIds();
        await Assert.ThrowsAsync<IOException>(() => new CentreRestore(back, TimeProvider.System).Restore(Path.Combine(folder, "copy"), Cancel));
        Assert.False(File.Exists(back.Store.Path));
    }

    private async Task Write(FhirStore store, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var document = FhirDocument.Parse($$"""{"resourceType":"Patient","id":"p{{i}}","birthDate":"1960-01-02"}""", builtIn.Definitions.Names);
            await store.Write(Access.Everything, [new ResourceWrite(WriteKind.Upsert, "Patient", document.Id, document)], WritePriority.Interactive, Cancel);
        }
    }
}
