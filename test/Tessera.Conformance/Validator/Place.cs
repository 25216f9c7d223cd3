using System.Text.RegularExpressions;

namespace Tessera.Conformance.Validator;

/// <summary>Places in resources, made comparable: the reference validator writes resource ids as comments and the types of choices into
/// its paths, and puts what concerns a part, such as one that is missing, on the part or on what holds it.</summary>
internal static partial class Place
{
    /// <summary>Whether two places are the same, or one is the element that directly holds the other.</summary>
    public static bool IsSame(string expected, string found)
    {
        var (left, right) = (Plain(expected), Plain(found));
        return left == right || Holder(left) == right || left == Holder(right);
    }

    private static string Plain(string place) => Last().Replace(Decoration().Replace(place, ""), "");

    private static string Holder(string place) => Last().Replace(place.LastIndexOf('.') is > 0 and var dot ? place[..dot] : "", "");

    [GeneratedRegex(@"/\*[^*]*\*/|\.ofType\([^)]*\)|\[url='[^']*'\]")]
    private static partial Regex Decoration();

    // The first item of a list and the list are one place.
    [GeneratedRegex(@"\[0\]$")]
    private static partial Regex Last();
}
