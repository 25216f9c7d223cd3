using System.Text.Json;
using Tessera.Database;

namespace Tessera.Centre.Backups;

/// <summary>The last backup of a store, noted in a file beside it: who takes a backup does not write to the store.</summary>
/// <param name="Taken">When.</param>
/// <param name="Epoch">Epoch of the store then.</param>
/// <param name="Sequence">Number of the last change in it.</param>
public sealed record LastBackup(DateTimeOffset Taken, string Epoch, long Sequence)
{
    /// <summary>Reads the note; null when there is none.</summary>
    public static LastBackup? Read(StoreAddress store)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return JsonSerializer.Deserialize<LastBackup>(File.ReadAllBytes(PathOf(store)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal static void Write(StoreAddress store, BackupManifest manifest)
    {
        try
        {
            File.WriteAllBytes(PathOf(store), JsonSerializer.SerializeToUtf8Bytes(new LastBackup(manifest.Taken, manifest.Epoch, manifest.Sequence)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The backup is there; only the doctor will not know.
        }
    }

    private static string PathOf(StoreAddress store) => store.Path + "-backup";
}
