namespace Tessera.Centre.Codes;

/// <summary>How texts of a source are compared: case and spaces do not count.</summary>
internal static class CodeText
{
    /// <summary>The form that two equal texts share.</summary>
    public static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
