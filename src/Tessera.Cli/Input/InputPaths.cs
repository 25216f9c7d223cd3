namespace Tessera.Cli.Input;

/// <summary>Turns the paths of a command line into files, in input order: folders are walked in the order of names.</summary>
internal static class InputPaths
{
    // Hidden files (a package's index, an editor's leftovers) are not resources.
    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };

    // What extract writes beside the resources; named on its own, such a file is checked like any other.
    private static readonly string[] Companions = ["origins.ndjson", "quarantine.ndjson"];

    /// <summary>Each file, or a path with the reason why there is none.</summary>
    public static IEnumerable<(string Path, string? Problem)> Expand(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (path == "-" || File.Exists(path)) yield return (path, null);
            else if (!Directory.Exists(path)) yield return (path, "there is no such file or folder");
            else
            {
                var found = false;
                foreach (var entry in Walk(path))
                {
                    found = true;
                    yield return entry;
                }

                if (!found) yield return (path, "the folder holds no .json or .ndjson file");
            }
        }
    }

    public static bool IsNdjson(string path) => path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, string? Problem)> Walk(string folder)
    {
        if (!TryList(folder, out var entries))
        {
            yield return (folder, "the folder cannot be opened");
            yield break;
        }

        foreach (var entry in entries)
        {
            if (!Directory.Exists(entry)) yield return (entry, null);
            else foreach (var inner in Walk(entry)) yield return inner;
        }
    }

    private static bool TryList(string folder, out IReadOnlyList<string> entries)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder, "*", Entries)
                .Where(file => IsNdjson(file) || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
                .Where(file => !Companions.Contains(Path.GetFileName(file)));
            entries = [.. files.Concat(Directory.EnumerateDirectories(folder, "*", Entries)).Order(StringComparer.Ordinal)];
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            entries = [];
            return false;
        }
    }
}
