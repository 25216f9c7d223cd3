using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>Decides which mCODE profile a condition gets. SNOMED CT's hierarchy is not here, so the decision rests, in this order,
/// on codes that the open specification shows, on the chapters of ICD-10, and on how the source treats the condition.</summary>
public static class CancerConditions
{
    // Codes of the IG's value-set roots and of its examples.
    private static readonly FrozenSet<string> PrimaryCodes = FrozenSet.Create(
        "363346000", "353431000119107", "254637007", "277571004", "92814006", "254837009", "372137005", "363418001", "363443007");

    private static readonly FrozenSet<string> SecondaryCodes = FrozenSet.Create("128462008", "94225005");

    /// <summary>What one code says, or null when it says nothing.</summary>
    /// <param name="system">Code system URI.</param>
    /// <param name="code">The code.</param>
    public static CancerConditionKind? OfCode(string? system, string code) => system switch
    {
        CodeSystems.Snomed when SecondaryCodes.Contains(code) => CancerConditionKind.Secondary,
        CodeSystems.Snomed when PrimaryCodes.Contains(code) => CancerConditionKind.Primary,
        CodeSystems.Icd10Cm or CodeSystems.Icd10 or CodeSystems.Icd10Gm => OfIcd10(code),
        _ => null,
    };

    /// <summary>The profile of a kind, or null for a plain Condition.</summary>
    public static string? Profile(CancerConditionKind kind) => kind switch
    {
        CancerConditionKind.Primary => McodeProfiles.PrimaryCancerCondition,
        CancerConditionKind.Secondary => McodeProfiles.SecondaryCancerCondition,
        _ => null,
    };

    // Outside the malignant (C) and in-situ (D00-D09) chapters, the codes that mcode-primary-cancer-disorder-vs lists, as prefixes.
    private static readonly string[] FurtherPrimaryIcd10 =
    [
        "D18.02", "D32", "D33", "D35.2", "D35.3", "D35.4", "D42", "D43", "D44.3", "D44.4", "D44.5", "D45", "D46",
        "D47.02", "D47.1", "D47.3", "D47.4", "D47.9", "D47.Z1", "D47.Z9", "D49.6", "D49.7", "D72.11", "R85.614", "R87.624",
    ];

    // C77-C79 and C7B are metastases; C00-C76, C7A, C80-C96 are malignant; any other code is not a cancer.
    private static CancerConditionKind OfIcd10(string text)
    {
        if (text.Length < 3) return CancerConditionKind.Other;
        var code = text.ToUpperInvariant();
        var category = code[..3];
        if (category is "C77" or "C78" or "C79" or "C7B") return CancerConditionKind.Secondary;
        var malignant = category[0] == 'C' && (category == "C7A" || string.CompareOrdinal(category, "C96") <= 0);
        var inSitu = category[0] == 'D' && string.CompareOrdinal(category, "D09") <= 0;
        var listed = Array.Exists(FurtherPrimaryIcd10, prefix => code.StartsWith(prefix, StringComparison.Ordinal));
        return malignant || inSitu || listed ? CancerConditionKind.Primary : CancerConditionKind.Other;
    }
}
