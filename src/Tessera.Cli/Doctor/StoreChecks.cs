using Tessera.Cli.Settings;

namespace Tessera.Cli.Doctor;

/// <summary>Whether the store can be used.</summary>
internal static class StoreChecks
{
    private const string Area = "store";

    public static IEnumerable<Check> Run(CommandSettings settings)
    {
        var store = settings[Setting.Store];
        if (store.Text.Contains("://", StringComparison.Ordinal)) return [Check.Good(Area, "database", store.Shown)];
        if (Directory.Exists(store.Text)) return [new(Area, "file", Health.Problem, $"{store.Text} is a folder", "Name a file, such as centre.db in that folder.")];
        return File.Exists(store.Text) ? Existing(store.Text) : [Check.Good(Area, "file", $"{store.Text} does not exist yet; the first import makes it")];
    }

    private static IEnumerable<Check> Existing(string path)
    {
        var info = new FileInfo(path);
        yield return Check.Good(Area, "file", $"{path}, {info.Length / 1024.0 / 1024.0:N1} MB, written {info.LastWriteTimeUtc:yyyy-MM-dd HH:mm} UTC");
        if (!IsWritable(path)) yield return new(Area, "access", Health.Problem, "the file cannot be written", "Give this user write permission, or use --store with another path.");
        if (!OperatingSystem.IsWindows() && (info.UnixFileMode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            yield return new(Area, "permissions", Health.Warning, "every user of this machine can open it", $"chmod 600 {path}");
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
