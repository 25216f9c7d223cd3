using System.Text;
using System.Text.RegularExpressions;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Bench;

/// <summary>The mCODE examples in variations, so that no verdict can be remembered: in each, ids, days and digits of decimals differ, and nothing
/// that a rule decides on.</summary>
public static partial class Varied
{
    public const int Variations = 12;

    /// <summary>All examples, in each variation, as bytes.</summary>
    public static IReadOnlyList<byte[]> Bytes() =>
        Enumerable.Range(0, Variations).SelectMany(variation => McodeExamples.Bytes().Select(bytes => Vary(bytes, variation))).ToArray();

    public static IReadOnlyList<FhirDocument> Documents(FhirDefinitions definitions) => Bytes().Select(bytes => FhirDocument.Parse(bytes, definitions.Names)).ToArray();

    private static byte[] Vary(byte[] bytes, int variation)
    {
        var text = Encoding.UTF8.GetString(bytes);
        text = ResourceId().Replace(text, match => $"{match.Groups[1]}{match.Groups[2].Value[..Math.Min(60, match.Groups[2].Length)]}-{variation:D2}\"");
        text = Day().Replace(text, match => $"{match.Groups[1]}{1 + (variation * 2)  % 28:D2}");
        return Encoding.UTF8.GetBytes(Decimal().Replace(text, match => $"{match.Groups[1]}{variation % 10}"));
    }

    // The resource's own id: the first at the outermost level of the indented files.
    [GeneratedRegex("(?<=\\A\\{\\s*\"resourceType\"\\s*:\\s*\"\\w+\"\\s*,\\s*)(\"id\"\\s*:\\s*\")([^\"]*)\"")]
    private static partial Regex ResourceId();

    [GeneratedRegex("(?<=\")([12][0-9]{3}-[01][0-9]-)[0-3][0-9](?=\")")]
    private static partial Regex Day();

    [GeneratedRegex("(?<=\"value\"\\s*:\\s*)([0-9]+\\.[0-9]*)[0-9](?=\\s*[,}\\r\\n])")]
    private static partial Regex Decimal();
}
