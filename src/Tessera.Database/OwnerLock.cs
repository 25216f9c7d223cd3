namespace Tessera.Database;

/// <summary>Says which process owns a database. The lock is one of the operating system on a file beside the database,
/// so it ends with the process, however that ends.</summary>
internal sealed class OwnerLock : IDisposable
{
    private readonly FileStream file;

    private OwnerLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="DatabaseUnavailableException">Another process has it, or the folder cannot be written.</exception>
    public static OwnerLock Take(string databasePath, TimeProvider clock)
    {
        var owner = databasePath + "-owner";
        try
        {
            var file = new FileStream(databasePath + "-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Tell(owner, $"process {Environment.ProcessId} on {Environment.MachineName} since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
            return new OwnerLock(file);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DatabaseUnavailableException(
                $"The folder {Path.GetDirectoryName(databasePath)} cannot be written.", "Check its permissions.", exception);
        }
        catch (IOException exception) when (File.Exists(databasePath + "-lock"))
        {
            throw new DatabaseUnavailableException(
                $"The store {databasePath} is in use by {OwnerText(owner)}.",
                "Stop that program first, or ask it over HTTP: one process owns a store.",
                exception);
        }
    }

    /// <summary>Whether a process has it now.</summary>
    public static bool IsTaken(string databasePath)
    {
        try
        {
            if (!File.Exists(databasePath + "-lock")) return false;
            using var file = new FileStream(databasePath + "-lock", FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static void Tell(string path, string owner)
    {
        try
        {
            File.WriteAllText(path, owner);
        }
        catch (IOException)
        {
            // A full disk: the lock holds all the same, and a node that can only read is better than none.
        }
    }

    private static string OwnerText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
