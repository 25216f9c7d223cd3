namespace Tessera.Architecture;

/// <summary>The files of the repository, without what tools write.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "node_modules", "bin", "obj", ".git", ".vs", ".idea", "tessera-data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes, whose name ends with one of <paramref name="endings"/>.</summary>
    public static IReadOnlyList<string> Files(params string[] endings) =>
        [.. Walk(Root).Where(path => endings.Any(end => path.EndsWith(end, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(inner => !Skipped.Contains(Path.GetFileName(inner))))
            foreach (var file in Walk(inner)) yield return file;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Tessera.slnx"))) return folder.FullName;
        throw new InvalidOperationException("Tessera.slnx is in no folder above the test.");
    }
}
