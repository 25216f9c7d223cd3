namespace Tessera.Conformance;

/// <summary>Other people's test suites, beside the repository; never copied into it.</summary>
internal static class SharedSuites
{
    /// <summary>The folder of a suite, or null when it is not here.</summary>
    public static string? Find(string suite)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "global.json"))) continue;
            var found = Path.Combine(folder.FullName, "..", "shared", "suites", suite);
            return Directory.Exists(found) ? Path.GetFullPath(found) : null;
        }
        return null;
    }

    /// <summary>The folder of a suite; without it the test is skipped, and says so.</summary>
    public static string Require(string suite)
    {
        var found = Find(suite);
        if (found is null) Assert.Skip($"../shared/suites/{suite} is not here.");
        return found;
    }
}
