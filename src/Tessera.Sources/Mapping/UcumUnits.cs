using System.Collections.Frozen;

namespace Tessera.Sources.Mapping;

/// <summary>Recognises the units that clinical exports use: UCUM codes, and everyday spellings that can mean only one.</summary>
internal static class UcumUnits
{
    private static readonly FrozenSet<string> Atoms = FrozenSet.Create(
        "g", "kg", "mg", "ug", "ng", "pg", "L", "l", "dL", "mL", "uL", "fL", "m", "cm", "mm", "um", "m2", "m3", "cm2", "cm3", "mol", "mmol", "umol",
        "nmol", "pmol", "eq", "meq", "U", "mU", "kU", "[IU]", "[iU]", "m[IU]", "k[IU]", "s", "ms", "min", "h", "d", "wk", "mo", "a", "%", "Cel", "[degF]",
        "[lb_av]", "[oz_av]", "[in_i]", "[ft_i]", "mm[Hg]", "kPa", "Pa", "bar", "Gy", "cGy", "Bq", "MBq", "GBq", "10*3", "10*6", "10*9", "10*12", "1",
        "[pH]", "mosm", "kat", "nkat", "ukat", "J", "kcal", "W", "Hz", "[ppm]");

    private static readonly FrozenDictionary<string, string> Spellings = new Dictionary<string, string>
    {
        ["lb"] = "[lb_av]", ["lbs"] = "[lb_av]", ["in"] = "[in_i]", ["inch"] = "[in_i]", ["inches"] = "[in_i]", ["mcg"] = "ug", ["µg"] = "ug",
        ["mmHg"] = "mm[Hg]", ["mm Hg"] = "mm[Hg]", ["bpm"] = "/min", ["°C"] = "Cel", ["°F"] = "[degF]", ["IU"] = "[IU]", ["m²"] = "m2", ["kg/m²"] = "kg/m2",
        ["mg/m²"] = "mg/m2", ["IU/L"] = "[IU]/L", ["U/ml"] = "U/mL", ["ng/ml"] = "ng/mL", ["mg/dl"] = "mg/dL", ["g/dl"] = "g/dL", ["10^9/L"] = "10*9/L",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The UCUM code of a unit, or null when it is not known.</summary>
    public static string? Code(string unit)
    {
        if (Spellings.TryGetValue(unit, out var code)) return code;
        var terms = unit.Split('/');
        for (var i = 0; i < terms.Length; i++)
            if (!IsTerm(terms[i], emptyAllowed: i == 0 && terms.Length > 1)) return null;
        return unit;
    }

    // A product of atoms, each with an annotation at most: mg, 10*3, kg.m2, {copies}, g{creat}.
    private static bool IsTerm(string term, bool emptyAllowed)
    {
        if (term.Length == 0) return emptyAllowed;
        foreach (var factor in term.Split('.'))
        {
            var brace = factor.IndexOf('{', StringComparison.Ordinal);
            if (brace >= 0 && factor.IndexOf('}', StringComparison.Ordinal) != factor.Length - 1) return false;
            var atom = brace < 0 ? factor : factor[..brace];
            if (atom.Length == 0 ? brace < 0 : !Atoms.Contains(atom)) return false;
        }
        return true;
    }
}
