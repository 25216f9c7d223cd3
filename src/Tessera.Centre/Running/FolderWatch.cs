namespace Tessera.Centre.Running;

/// <summary>Tells when the files of a folder have changed and rest: a file that is still being copied must not be read. It looks rather than
/// listens, because network folders do not always tell.</summary>
public sealed class FolderWatch
{
    /// <summary>How long size and time of every file must have stayed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly string folder;
    private readonly Func<string, bool> counts;
    private string seen = "";
    private string? handled;
    private DateTimeOffset since;

    /// <summary>Watches a folder; it need not be there yet. What is in it at first counts as new, since nobody saw what changed before.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="counts">Whether a file, by its full path, is one that the watch is for. Others change as they like: a store in the same folder
    /// changes with every import.</param>
    public FolderWatch(string folder, Func<string, bool> counts) => (this.folder, this.counts) = (folder, counts);

    /// <summary>Looks.</summary>
    /// <returns>The state of the files when they changed since the last one that was handled and have rested; else null.</returns>
    public string? Look(DateTimeOffset now)
    {
        var state = State();
        if (state != seen) (seen, since) = (state, now);
        return state.Length > 0 && state != handled && now - since >= Rest ? state : null;
    }

    /// <summary>Says that a state was dealt with.</summary>
    public void Handled(string state) => handled = state;

    private string State()
    {
        try
        {
            var files = new DirectoryInfo(folder).EnumerateFiles().Where(file => !file.Name.StartsWith('.') && counts(file.FullName)).OrderBy(file => file.Name, StringComparer.Ordinal);
            return string.Join('\n', files.Select(file => $"{file.Name}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Not there, or a file went while it was looked at: the next look tells.
            return "";
        }
    }
}
