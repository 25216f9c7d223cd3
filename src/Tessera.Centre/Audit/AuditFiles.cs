using Tessera.Database;
using Tessera.Database.AppendLogs;

namespace Tessera.Centre.Audit;

/// <summary>The files of an audit in a backup: those of the log and the key of its subjects, in a folder that is called as beside the store.</summary>
internal static class AuditFiles
{
    /// <summary>Copies the audit of a store into the folder of a backup.</summary>
    /// <param name="store">The store.</param>
    /// <param name="copy">The store in the backup.</param>
    /// <returns>The paths of the files in the backup, with <c>/</c>.</returns>
    public static IEnumerable<string> Copy(StoreAddress store, string copy)
    {
        var (from, to) = (AuditTrail.FolderOf(store), AuditTrail.FolderOf(new StoreAddress(copy)));
        var key = Path.Combine(from, AuditSubjects.FileName);
        if (!File.Exists(key)) yield break;
        Directory.CreateDirectory(to);
        foreach (var file in LogSegment.Files(from))
        {
            LogSegment.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            yield return Name(file);
        }

        File.Copy(key, Path.Combine(to, AuditSubjects.FileName));
        yield return Name(key);

        string Name(string file) => $"{Path.GetFileName(to)}/{Path.GetFileName(file)}";
    }

    /// <summary>Puts the audit of an unpacked backup beside a store. One that is there already stays: it goes on from the one in the backup.</summary>
    /// <param name="unpacked">The store in the unpacked backup.</param>
    /// <param name="store">The store.</param>
    public static void Place(string unpacked, StoreAddress store)
    {
        var (from, to) = (AuditTrail.FolderOf(new StoreAddress(unpacked)), AuditTrail.FolderOf(store));
        if (Directory.Exists(from) && !Directory.Exists(to)) Directory.Move(from, to);
    }
}
