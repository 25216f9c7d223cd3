using System.Formats.Tar;
using Tessera.Centre.Audit;
using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Store;

namespace Tessera.Centre.Backups;

/// <summary>Takes a backup beside the running server: one moment of the store, the key of its ids, the audit, its configuration. A backup appears whole or not at all.</summary>
/// <param name="folder">The centre.</param>
/// <param name="configuration">Full paths of the files that configure it.</param>
/// <param name="clock">The clock.</param>
public sealed class CentreBackup(CentreFolder folder, IReadOnlyList<string> configuration, TimeProvider clock)
{
    internal const string StoreName = "centre.db";
    internal const string KeyName = "centre.key";
    internal const string ConfigurationFolder = "configuration";
    internal const string TarEnding = ".tar";

    /// <summary>Takes one.</summary>
    /// <param name="output">A folder that does not exist, or a file ending in <c>.tar</c>.</param>
    /// <param name="progress">Told the share of the store that is copied, from 0 to 1; or null.</param>
    /// <param name="cancel">Stops the work; nothing is left.</param>
    /// <exception cref="DatabaseUnavailableException">The store cannot be read, or is damaged.</exception>
    /// <exception cref="IOException">The output exists or cannot be written.</exception>
    public async Task<BackupManifest> Take(string output, Action<double>? progress, CancellationToken cancel)
    {
        var target = Path.GetFullPath(output);
        if (Path.Exists(target)) throw new IOException($"{output} exists already.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.new");
        CreatePrivate(temporary);
        try
        {
            var manifest = await Fill(temporary, progress, cancel).ConfigureAwait(false);
            if (target.EndsWith(TarEnding, StringComparison.OrdinalIgnoreCase)) await Pack(temporary, target, cancel).ConfigureAwait(false);
            else Directory.Move(temporary, target);
            LastBackup.Write(folder.Store, manifest);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    internal static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<BackupManifest> Fill(string path, Action<double>? progress, CancellationToken cancel)
    {
        var taken = clock.GetUtcNow();
        using var store = ReadOnlyDatabase.Open(folder.Store);
        try
        {
            var facts = StoreFacts.Read(store);
            var copy = Path.Combine(path, StoreName);
            store.CopyTo(copy, (copied, left) => progress?.Invoke((double)copied / (copied + left)), cancel);
            RequireSound(copy, cancel);
            var names = new List<string> { StoreName };
            if (File.Exists(folder.KeyFile)) Add(folder.KeyFile, KeyName);
            for (var i = 0; i < configuration.Count; i++)
                if (File.Exists(configuration[i])) Add(configuration[i], $"{ConfigurationFolder}/{(i == 0 ? "" : $"source-{i}-")}{Path.GetFileName(configuration[i])}");
            // After the store: its anchors are then in the audit.
            names.AddRange(AuditFiles.Copy(folder.Store, copy));
            var files = new List<BackupFile>();
            foreach (var name in names) files.Add(await BackupFile.Of(path, name, cancel).ConfigureAwait(false));
            var manifest = new BackupManifest { Taken = taken, Epoch = facts.Epoch, Sequence = facts.Sequence, Schemas = store.SchemaVersions, Resources = facts.Resources, Files = files };
            manifest.Write(Path.Combine(path, BackupManifest.FileName));
            return manifest;

            void Add(string file, string name)
            {
                var to = Path.Combine(path, name);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                names.Add(name);
            }
        }
        catch (DatabaseException exception) when (exception.IsFull)
        {
            throw new IOException("There is no room left on the disk of the backup.", exception);
        }
        catch (DatabaseException exception) when (exception.IsDamage)
        {
            throw Damaged(exception.Message);
        }
    }

    // A backup of a damaged store would take the place of a good one.
    private void RequireSound(string copy, CancellationToken cancel)
    {
        using var database = ReadOnlyDatabase.Open(new StoreAddress(copy));
        if (database.CheckStructure(1, quick: true, cancel) is [var complaint, ..]) throw Damaged(complaint);
    }

    private DatabaseUnavailableException Damaged(string what) =>
        new($"The store {folder.Store} is damaged, so no backup was taken: {what}", "See what tessera verify says, keep a copy of the folder, and restore an earlier backup.");

    private static async Task Pack(string path, string target, CancellationToken cancel)
    {
        var packed = path + TarEnding;
        try
        {
            var file = new FileStream(packed, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(packed, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                await TarFile.CreateFromDirectoryAsync(path, file, includeBaseDirectory: false, cancel).ConfigureAwait(false);
                DiskFlush.Require(file);
            }

            File.Move(packed, target);
        }
        finally
        {
            File.Delete(packed);
        }
    }
}
