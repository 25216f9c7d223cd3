using Tessera.Centre.Backups;
using Tessera.Cli.Settings;
using Tessera.Database;
using Tessera.Store;

namespace Tessera.Cli.Doctor;

/// <summary>Whether the store can be used.</summary>
internal static class StoreChecks
{
    private const string Area = "store";

    private static readonly TimeSpan OldBackup = TimeSpan.FromDays(2);

    public static IEnumerable<Check> Run(CommandSettings settings, CancellationToken cancel)
    {
        var store = settings[Setting.Store];
        if (store.Text.Contains("://", StringComparison.Ordinal)) return [Check.Good(Area, "database", store.Shown)];
        if (Directory.Exists(store.Text)) return [new(Area, "file", Health.Problem, $"{store.Text} is a folder", "Name a file, such as centre.db in that folder.")];
        return File.Exists(store.Text) ? Existing(store.Text).Concat(Content(new StoreAddress(Path.GetFullPath(store.Text)), cancel)) : [Check.Good(Area, "file", $"{store.Text} does not exist yet; the first import makes it")];
    }

    private static IEnumerable<Check> Existing(string path)
    {
        var info = new FileInfo(path);
        yield return Check.Good(Area, "file", $"{path}, {info.Length / 1024.0 / 1024.0:N1} MB, written {info.LastWriteTimeUtc:yyyy-MM-dd HH:mm} UTC");
        if (!IsWritable(path)) yield return new(Area, "access", Health.Problem, "the file cannot be written", "Give this user write permission, or use --store with another path.");
        if (!OperatingSystem.IsWindows() && (info.UnixFileMode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            yield return new(Area, "permissions", Health.Warning, "every user of this machine can open it", $"chmod 600 {path}");
    }

    // Read beside a server that may be running: nothing here writes.
    private static List<Check> Content(StoreAddress address, CancellationToken cancel)
    {
        try
        {
            if (FileDamage.Find(address) is { } damage) return [new(Area, "damage", Health.Problem, damage, "Keep a copy of the folder, then restore a backup.")];
            using var database = ReadOnlyDatabase.Open(address);
            var facts = StoreFacts.Read(database);
            return
            [
                Check.Good(Area, "schema", string.Join(", ", database.SchemaVersions.Select(pair => $"{pair.Key} {pair.Value}"))),
                Check.Good(Area, "epoch", facts.Epoch.Length > 0 ? $"{facts.Epoch}, change {facts.Sequence:N0}" : "none yet; the next start makes one"),
                Check.Good(Area, "resources", $"{facts.Resources.Values.Sum():N0} of {facts.Resources.Count} types"),
                Structure(database, cancel), Indexes(facts), Backup(address, facts),
            ];
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return [new(Area, "content", Health.Problem, unavailable.Message, unavailable.Hint)];
        }
        catch (DatabaseException exception)
        {
            return [new(Area, "content", Health.Problem, $"the store cannot be read: {exception.Message}", "See what tessera verify says, then restore a backup.")];
        }
    }

    private static Check Structure(ReadOnlyDatabase database, CancellationToken cancel) => database.CheckStructure(1, quick: true, cancel) is [var complaint, ..]
        ? new(Area, "integrity", Health.Problem, complaint, "See what tessera verify says, then restore a backup.")
        : Check.Good(Area, "integrity", "pages are sound; tessera verify compares content and indexes too");

    private static Check Indexes(StoreFacts facts) => facts.Incomplete.Count == 0
        ? Check.Good(Area, "indexes", "complete")
        : new(Area, "indexes", Health.Warning, $"incomplete for {string.Join(", ", facts.Incomplete.Take(5))}{(facts.Incomplete.Count > 5 ? " …" : "")}", "Definitions changed: searches by these find less than there is until a reindex.");

    private static Check Backup(StoreAddress address, StoreFacts facts)
    {
        const string Fix = "tessera backup --store … --out …, each night for instance.";
        if (LastBackup.Read(address) is not { } last) return new(Area, "last backup", Health.Warning, "none is known", Fix);
        var found = $"{last.Taken:yyyy-MM-dd HH:mm} UTC" + (last.Epoch == facts.Epoch ? $", {facts.Sequence - last.Sequence:N0} changes since" : ", before the store was restored");
        var isOld = last.Sequence < facts.Sequence && TimeProvider.System.GetUtcNow() - last.Taken > OldBackup;
        return isOld ? new(Area, "last backup", Health.Warning, found, Fix) : Check.Good(Area, "last backup", found);
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
