using System.Text.RegularExpressions;

namespace Tessera.Fhir.Validation.Values;

/// <summary>Addresses of resources on a server: <c>[base]/[type]/[id]</c>. See https://hl7.org/fhir/R4/references.html#regex</summary>
internal static partial class RestfulUrl
{
    /// <summary>The length of the base with its slash, or null when a URL does not look like a resource's address.</summary>
    public static int? Base(string url) => Absolute().Match(url) is { Success: true } match ? match.Groups[2].Index : null;

    /// <summary>The type and id in such a URL, or null.</summary>
    public static (string Type, string Id)? Parts(string url) => Absolute().Match(url) is { Success: true } match ? (match.Groups[2].Value, match.Groups[3].Value) : null;

    // The type is told by its capital letter here; whether there is such a type the caller knows.
    [GeneratedRegex(@"^(https?://[A-Za-z0-9\-\.:%$~_/]*/)([A-Z][A-Za-z]+)/([A-Za-z0-9\-\.]{1,64})$", RegexOptions.NonBacktracking)]
    private static partial Regex Absolute();
}
