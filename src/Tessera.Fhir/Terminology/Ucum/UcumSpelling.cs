using System.Collections.Frozen;

namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>Tells a code that uses a unit which Tessera cannot compute with from one that is not UCUM at all: the latter names something
/// that is no unit with or without prefix, or holds a character that UCUM does not use (UCUM §4).</summary>
internal static class UcumSpelling
{
    // Units that UCUM has and UcumAtoms has not; * marks those that take prefixes.
    private const string Others = """
        AU *pc *[h] *[k] *[eps_0] *[mu_0] *[e] *[m_e] *[m_p] *[G] *[ly] *Ky *Gal *Bi *Mx *Oe *Gb *sb *Lmb *ph [fth_i] [kn_i] [syd_i] [cyd_i] [bf_i]
        [cr_i] [mil_i] [cml_i] [hd_i] [rd_us] [ch_us] [lk_us] [rch_us] [rlk_us] [fth_us] [fur_us] [acr_us] [srd_us] [smi_us] [sct] [twp] [mil_us]
        [in_br] [ft_br] [rd_br] [ch_br] [lk_br] [fth_br] [pc_br] [yd_br] [mi_br] [nmi_br] [kn_br] [acr_br] [bbl_us] [min_us] [crd_us] [bu_us]
        [gal_wi] [pk_us] [dqt_us] [dpt_us] [pk_br] [bu_br] [qt_br] [gil_br] [fdr_br] [min_br] [scwt_av] [lcwt_av] [pwt_tr] [lb_ap] [oz_m] [lne]
        [pnt] [pca] [pnt_pr] [pca_pr] [pied] [pouce] [ligne] [didot] [cicero] [degRe] *cal_[15] *cal_[20] *cal_m [Btu_39] [Btu_59] [Btu_60]
        [Btu_m] [Btu_IT] [Btu_th] [Btu] [HP] *tex [den] [hp'_X] [hp'_C] [hp'_M] [hp'_Q] [hp_X] [hp_C] [hp_M] [hp_Q] [kp_X] [kp_C] [kp_M] [kp_Q]
        [Amb'a'1'U] *B[10.nV] att sph [car_m] [car_Au] [smoot] [m/s2/Hz^(1/2)]
        """;

    private static readonly FrozenDictionary<string, bool> TakesPrefix = Others
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(code => code.TrimStart('*'), code => code[0] == '*', StringComparer.Ordinal);

    /// <summary>Whether a code cannot be UCUM. False says that it is, or that it may be.</summary>
    public static bool IsWrong(ReadOnlySpan<char> code)
    {
        if (code.IsEmpty) return true;
        for (var at = 0; at < code.Length;)
        {
            if (code[at] == '{')
            {
                var end = code[at..].IndexOf('}');
                if (end < 0) return true;
                at += end + 1;
            }
            else if (char.IsAsciiDigit(code[at]) || code[at] is '.' or '/' or '(' or ')' or '+' or '-' || IsHat(code, at))
            {
                // The star and the hat follow a ten: 10*9.
                at += code[at..].StartsWith("10*") || code[at..].StartsWith("10^") ? 3 : 1;
            }
            else
            {
                var length = SymbolLength(code[at..]);
                if (length == 0 || !IsUnit(code.Slice(at, length).ToString())) return true;
                at += length;
            }
        }
        return false;
    }

    // m^2 is no UCUM and cannot be mistaken for anything but m2, so it is no reason to refuse a measurement.
    private static bool IsHat(ReadOnlySpan<char> code, int at) => code[at] == '^' && at > 0 && at + 1 < code.Length && (char.IsAsciiDigit(code[at + 1]) || code[at + 1] is '-' or '+');

    private static int SymbolLength(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                var end = text[at..].IndexOf(']');
                if (end < 0) return 0;
                at += end + 1;
            }
            else if (char.IsAsciiLetter(text[at]) || text[at] is '%' or '\'' or '_')
            {
                at++;
            }
            else
            {
                break;
            }
        }
        return at;
    }

    private static bool IsUnit(string symbol)
    {
        if (IsAtom(symbol, prefixed: false)) return true;
        for (var length = 2; length >= 1; length--)
            if (symbol.Length > length && IsPrefix(symbol[..length]) && IsAtom(symbol[length..], prefixed: true)) return true;
        return false;
    }

    private static bool IsPrefix(string text) => UcumAtoms.Prefixes.ContainsKey(text) || text is "Ki" or "Mi" or "Gi" or "Ti";

    private static bool IsAtom(string symbol, bool prefixed) =>
        UcumAtoms.Base.Contains(symbol)
        || (UcumAtoms.Scales.TryGetValue(symbol, out var scale) && (!prefixed || scale.Prefixed))
        || (UcumAtoms.Derived.TryGetValue(symbol, out var row) && (!prefixed || row.Prefixed))
        || (TakesPrefix.TryGetValue(symbol, out var takesPrefix) && (!prefixed || takesPrefix));
}
