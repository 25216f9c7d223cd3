using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Store.Verifying;

namespace Tessera.Centre.Backups;

/// <summary>Flipped and cut bytes in the files of a store and of a backup: what a check covers is never wrong in silence.</summary>
public sealed class DamageTests(BuiltInDefinitions builtIn) : IAsyncLifetime
{
    private const int Resources = 40;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-damage-").FullName;
    private readonly List<(string Id, byte[] Body)> written = [];
    private byte[] closed = [];
    private byte[] crashed = [];
    private byte[] log = [];
    private int tries;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var address = new StoreAddress(Path.Combine(folder, "centre.db"));
        await using (var store = await FhirStore.Open(address, builtIn.Definitions, TimeProvider.System, Cancel))
        {
            for (var i = 0; i < Resources; i++)
            {
                var document = FhirDocument.Parse($$"""{"resourceType":"Patient","id":"p{{i}}","name":[{"family":"Doe","given":["{{new string((char)('a' + (i % 26)), 900)}}"]}],"birthDate":"1960-01-02"}""", builtIn.Definitions.Names);
                await store.Write(Access.Everything, [new ResourceWrite(WriteKind.Upsert, "Patient", document.Id, document)], WritePriority.Interactive, Cancel);
                written.Add((document.Id!, (await store.Find(Access.Everything, "Patient", document.Id!, Cancel))!.Body.ToArray()));
            }

            // As a killed process leaves it.
            crashed = Read(address.Path);
            log = Read(address.Path + "-wal");
        }

        closed = Read(address.Path);
        Assert.True(log.Length > 100_000, "the log was used up too early for this test");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void What_is_whole_is_not_called_damaged()
    {
        Assert.Equal(Resources, Look(closed, []));
        Assert.Equal(Resources, Look(crashed, log));
    }

    [Fact]
    public void D05_a_flipped_bit_in_the_database_is_named_or_harmless() => Check(At(closed), at => Assert.Equal(Resources, Look(Flip(closed, at), []) ?? Resources));

    [Fact]
    public void D05_a_database_that_is_cut_off_is_named() => Check(Gen.Choose(1, closed.Length - 1), length => Assert.Null(Look(closed[..length], [])));

    [Fact]
    public void D05_a_flipped_bit_in_the_log_is_named_or_costs_no_more_than_the_last_commit() =>
        Check(At(log), at => Assert.InRange(Look(crashed, Flip(log, at)) ?? Resources, Resources - 1, Resources));

    // A log that is cut off cannot be told from one that a process was killed over: an earlier moment, and a whole one.
    [Fact]
    public void D05_a_log_that_is_cut_off_leaves_an_earlier_moment() => Check(Gen.Choose(0, log.Length), length => Assert.InRange(Look(crashed, log[..length]) ?? 0, 0, Resources));

    [Fact]
    public async Task D05_a_damaged_backup_is_refused()
    {
        var store = new StoreAddress(Path.Combine(folder, "centre.db"));
        var backup = Path.Combine(folder, "backup");
        await new CentreBackup(CentreFolder.Of(store), [], TimeProvider.System).Take(backup, null, Cancel);
        foreach (var file in Directory.GetFiles(backup))
        {
            var whole = Read(file);
            Check(At(whole).Resize(20), at => Refused(file, Flip(whole, at)), most: 15);
            Check(Gen.Choose(0, whole.Length - 1), length => Refused(file, whole[..length]), most: 5);
            await File.WriteAllBytesAsync(file, whole, Cancel);
        }

        await new CentreRestore(new CentreFolder(Path.Combine(folder, "back")), TimeProvider.System).Restore(backup, Cancel);

        void Refused(string file, byte[] bytes)
        {
            File.WriteAllBytes(file, bytes);
            var back = new CentreFolder(Path.Combine(folder, "back"));
            var restore = new CentreRestore(back, TimeProvider.System).Restore(backup, Cancel);
            Assert.IsType<InvalidDataException>(Record.Exception(() => restore.GetAwaiter().GetResult()));
            Assert.False(File.Exists(back.Store.Path));
        }
    }

    [Fact]
    public async Task D05_a_server_says_that_its_store_is_damaged_and_does_not_start()
    {
        var bytes = closed.ToArray();
        for (var at = 100; at < 8192; at++) bytes[at] ^= 0x5A;
        var path = Write(bytes, []);
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => CentreNode.Open(new StoreAddress(path), builtIn.Definitions, new CentreSettings(), TimeProvider.System, Cancel));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("restore a backup", refused.Hint, StringComparison.Ordinal);
    }

    private static Gen<(int Byte, int Bit)> At(byte[] bytes) => Gen.Zip(Gen.Choose(0, bytes.Length - 1), Gen.Choose(0, 7)).Select(pair => (pair.Item1, pair.Item2));

    private static byte[] Flip(byte[] bytes, (int Byte, int Bit) at)
    {
        var flipped = bytes.ToArray();
        flipped[at.Byte] ^= (byte)(1 << at.Bit);
        return flipped;
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Check<T>(Gen<T> positions, Action<T> look, int most = 60) =>
        Prop.ForAll(positions.ToArbitrary(), look).Check(Seeded.Config.WithMaxTest(most));

    private string Write(byte[] database, byte[] writeAheadLog)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"try-{tries++}")).FullName, "centre.db");
        File.WriteAllBytes(path, database);
        if (writeAheadLog.Length > 0) File.WriteAllBytes(path + "-wal", writeAheadLog);
        return path;
    }

    /// <summary>How many resources a store that nothing is said against has, each of them what was written; null when the damage is named.</summary>
    private int? Look(byte[] database, byte[] writeAheadLog)
    {
        var path = Write(database, writeAheadLog);
        try
        {
            if (!StoreVerifier.Run(new StoreAddress(path), builtIn.Definitions, null, Cancel).IsSound) return null;
            return Count(path).GetAwaiter().GetResult();
        }
        catch (DatabaseUnavailableException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private async Task<int> Count(string path)
    {
        await using var store = await FhirStore.Open(new StoreAddress(path), builtIn.Definitions, TimeProvider.System, Cancel);
        var count = 0;
        foreach (var (id, body) in written)
        {
            if (await store.Find(Access.Everything, "Patient", id, Cancel) is not { } found) continue;
            Assert.Equal(body, found.Body.ToArray());
            count++;
        }

        return count;
    }
}
