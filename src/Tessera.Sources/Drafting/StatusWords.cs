namespace Tessera.Sources.Drafting;

/// <summary>How exports say whether a dose was given. Words that could mean two things (cancelled, <c>storniert</c>) are left to people.</summary>
internal static class StatusWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["given"] = "completed", ["administered"] = "completed", ["completed"] = "completed", ["not given"] = "not-done", ["not administered"] = "not-done", ["not done"] = "not-done", ["stopped"] = "stopped",
        ["gegeben"] = "completed", ["verabreicht"] = "completed", ["nicht gegeben"] = "not-done", ["nicht verabreicht"] = "not-done", ["abgebrochen"] = "stopped",
        ["administré"] = "completed", ["administrée"] = "completed", ["fait"] = "completed", ["non administré"] = "not-done", ["non administrée"] = "not-done", ["non fait"] = "not-done", ["interrompu"] = "stopped",
        ["administrado"] = "completed", ["no administrado"] = "not-done", ["suspendido"] = "stopped",
        ["toegediend"] = "completed", ["niet toegediend"] = "not-done", ["gestopt"] = "stopped",
        ["somministrato"] = "completed", ["non somministrato"] = "not-done", ["interrotto"] = "stopped",
    };

    /// <summary>The status of a dose that a word means, or null.</summary>
    public static string? Find(string word) => Words.GetValueOrDefault(word.Trim());
}
