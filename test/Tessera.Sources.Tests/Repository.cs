namespace Tessera.Sources.Tests;

/// <summary>Finds the repository and the reference data beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A folder of the reference suites; the test is skipped when it is not there.</summary>
    public static string Suite(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "suites", name));
        if (!Directory.Exists(folder)) Assert.Skip($"needs the reference suite {name} at ../shared/suites/{name}, which is not here");
        return folder;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
