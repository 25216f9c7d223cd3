using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>The codes of TNM staging in mCODE 4.0.0: preferred SNOMED CT types, methods, and the few SNOMED CT values that the IG's
/// examples show. Other values keep their AJCC text as code of http://cancerstaging.org, which the IG allows.</summary>
public static class TnmStaging
{
    // Rows Group, T, N, M; columns unspecified, clinical, pathologic (mcode-tnm-*-staging-type-vs).
    private static readonly string[,] Types =
    {
        { "399390009", "399537006", "399588009" },
        { "78873005", "399504009", "384625004" },
        { "277206009", "399534004", "371494008" },
        { "277208005", "399387003", "371497001" },
    };

    private static readonly string[] Profiles =
    [
        McodeProfiles.TnmStageGroup, McodeProfiles.TnmPrimaryTumorCategory, McodeProfiles.TnmRegionalNodesCategory, McodeProfiles.TnmDistantMetastasesCategory,
    ];

    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["cT3"] = "1228938002", ["pT3"] = "1229859000", ["cN0"] = "1229967007", ["cN3"] = "1229984001", ["pN0"] = "1229947003", ["cM0"] = "1229901006",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Groups = new Dictionary<string, string>
    {
        ["IIB"] = "1222769001", ["2B"] = "1222769001", ["IIIC"] = "1222806003", ["3C"] = "1222806003",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>SNOMED CT type of a statement.</summary>
    public static string Type(TnmPart part, StagingBasis basis) => Types[(int)part, (int)basis];

    /// <summary>Profile of a statement whose method is a TNM method.</summary>
    public static string Profile(TnmPart part) => Profiles[(int)part];

    /// <summary>The SNOMED CT value of an AJCC statement where the IG shows one, or null.</summary>
    /// <param name="part">Which statement.</param>
    /// <param name="text">The value as recorded, such as <c>cT3</c> or <c>IIIC</c>.</param>
    /// <param name="basis">Basis that a value without prefix has.</param>
    public static string? SnomedValue(TnmPart part, string text, StagingBasis basis)
    {
        if (part == TnmPart.Group) return Groups.GetValueOrDefault(text);
        var prefixed = text[0] is 'c' or 'p' ? text : basis == StagingBasis.Clinical ? "c" + text : basis == StagingBasis.Pathologic ? "p" + text : text;
        return Values.GetValueOrDefault(prefixed);
    }

    /// <summary>The basis that a category's own prefix states: a pathologic staging may rest on a clinical M category.
    /// <c>yc</c> and <c>yp</c> (after therapy) count as their second letter.</summary>
    /// <param name="text">The category as recorded.</param>
    /// <param name="otherwise">Basis of a category without prefix.</param>
    public static StagingBasis BasisOf(string text, StagingBasis otherwise)
    {
        var plain = text.AsSpan().TrimStart("yra");
        if (plain.IsEmpty) return otherwise;
        return plain[0] switch { 'c' => StagingBasis.Clinical, 'p' => StagingBasis.Pathologic, _ => otherwise };
    }
}
