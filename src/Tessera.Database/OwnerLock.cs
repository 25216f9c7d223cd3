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
            File.WriteAllText(owner, $"process {Environment.ProcessId} on {Environment.MachineName} since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
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

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

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
