using System.Formats.Tar;
using Tessera.Centre.Audit;
using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Store;

namespace Tessera.Centre.Backups;

/// <summary>Makes a centre of a backup where there is none: checks every file first, starts a new epoch of changes, and appears whole.</summary>
/// <param name="folder">Where the centre is to be.</param>
/// <param name="clock">The clock.</param>
public sealed class CentreRestore(CentreFolder folder, TimeProvider clock)
{
    /// <summary>Restores.</summary>
    /// <param name="backup">The folder or <c>.tar</c> file of the backup.</param>
    /// <param name="cancel">Stops the work; nothing is left.</param>
    /// <returns>What the backup says about itself, and the new epoch.</returns>
    /// <exception cref="InvalidDataException">The backup is damaged or is none.</exception>
    /// <exception cref="IOException">There is a store already, or a file cannot be read or written.</exception>
    /// <exception cref="DatabaseUnavailableException">The store in the backup cannot be opened.</exception>
    public async Task<(BackupManifest Manifest, string Epoch)> Restore(string backup, CancellationToken cancel)
    {
        RequireNothing();
        Directory.CreateDirectory(folder.Path);
        var temporary = Path.Combine(folder.Path, $".restore.{Environment.ProcessId}.new");
        CentreBackup.CreatePrivate(temporary);
        try
        {
            var source = Directory.Exists(backup) ? backup : await Unpack(backup, Path.Combine(temporary, "unpacked"), cancel).ConfigureAwait(false);
            var manifest = await Check(source, cancel).ConfigureAwait(false);
            var store = new StoreAddress(Path.Combine(temporary, CentreBackup.StoreName));
            foreach (var file in manifest.Files) Copy(source, file.Name, temporary);
            var epoch = await FhirStore.StartEpoch(store, clock, cancel).ConfigureAwait(false);
            Place(temporary, manifest);
            return (manifest, epoch);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private void RequireNothing()
    {
        foreach (var path in new[] { folder.Store.Path, folder.Store.Path + "-wal" })
            if (Path.Exists(path)) throw new IOException($"{path} exists already; a restore never overwrites a store.");
    }

    private static async Task<string> Unpack(string file, string to, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no backup at {file}.");
        CentreBackup.CreatePrivate(to);
        try
        {
            await TarFile.ExtractToDirectoryAsync(file, to, overwriteFiles: false, cancel).ConfigureAwait(false);
            return to;
        }
        catch (Exception failure) when (failure is EndOfStreamException or InvalidDataException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException("The backup is damaged: it cannot be unpacked.");
        }
    }

    private static async Task<BackupManifest> Check(string source, CancellationToken cancel)
    {
        var path = Path.Combine(source, BackupManifest.FileName);
        if (!File.Exists(path)) throw new InvalidDataException($"{source} is not a backup, or one that lacks its manifest.");
        var manifest = BackupManifest.Read(path);
        if (manifest.Files.All(file => file.Name != CentreBackup.StoreName)) throw new InvalidDataException("The manifest of the backup is damaged: it names no store.");
        foreach (var file in manifest.Files)
            if (await file.Complaint(source, cancel).ConfigureAwait(false) is { } complaint) throw new InvalidDataException(complaint);
        return manifest;
    }

    private static void Copy(string source, string name, string temporary)
    {
        var to = Path.Combine(temporary, name);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(Path.Combine(source, name), to);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        DiskFlush.Require(file);
    }

    // The store comes last: where it is, everything is.
    private void Place(string temporary, BackupManifest manifest)
    {
        foreach (var file in manifest.Files.Where(file => file.Name.StartsWith(CentreBackup.ConfigurationFolder + "/", StringComparison.Ordinal)))
        {
            var to = Path.Combine(folder.Path, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (!File.Exists(to)) File.Move(Path.Combine(temporary, file.Name), to);
        }

        var key = Path.Combine(temporary, CentreBackup.KeyName);
        if (File.Exists(key)) PlaceKey(key);
        AuditFiles.Place(Path.Combine(temporary, CentreBackup.StoreName), folder.Store);
        File.Move(Path.Combine(temporary, CentreBackup.StoreName), folder.Store.Path);
    }

    private void PlaceKey(string key)
    {
        if (!File.Exists(folder.KeyFile)) File.Move(key, folder.KeyFile);
        else if (!File.ReadAllBytes(key).AsSpan().SequenceEqual(File.ReadAllBytes(folder.KeyFile)))
            throw new IOException($"{folder.KeyFile} exists and is another key than that of the backup; move it away first.");
    }
}
