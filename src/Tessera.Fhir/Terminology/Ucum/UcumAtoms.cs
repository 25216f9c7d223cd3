using System.Collections.Frozen;
using System.Globalization;

namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>The units that Tessera knows, in terms of each other: code, factor, unit. <c>*</c> marks units that take prefixes,
/// <c>!</c> arbitrary ones, which are comparable only with themselves (UCUM §24). Those of medicine and everyday life; no archaic ones.</summary>
internal static class UcumAtoms
{
    private const string Table = """
        10* 10 1
        10^ 10 1
        [pi] 3.1415926535897932384626433833 1
        % 1e-2 1
        [ppth] 1e-3 1
        [ppm] 1e-6 1
        [ppb] 1e-9 1
        [pptr] 1e-12 1
        *mol 6.0221367e23 1
        *eq 1 mol
        *osm 1 mol
        *sr 1 rad2
        *Hz 1 s-1
        *N 1 kg.m/s2
        *Pa 1 N/m2
        *J 1 N.m
        *W 1 J/s
        *A 1 C/s
        *V 1 J/C
        *F 1 C/V
        *Ohm 1 V/A
        *S 1 Ohm-1
        *mho 1 S
        *Wb 1 V.s
        *T 1 Wb/m2
        *H 1 Wb/A
        *lm 1 cd.sr
        *lx 1 lm/m2
        *Bq 1 s-1
        *Gy 1 J/kg
        *Sv 1 J/kg
        *kat 1 mol/s
        *U 1 umol/min
        deg 2 [pi].rad/360
        ' 1 deg/60
        '' 1 '/60
        gon 0.9 deg
        circ 2 [pi].rad
        *l 1 dm3
        *L 1 dm3
        *ar 100 m2
        *st 1 m3
        min 60 s
        h 60 min
        d 24 h
        wk 7 d
        a 365.25 d
        a_j 365.25 d
        a_g 365.2425 d
        a_t 365.24219 d
        mo 1 a_j/12
        mo_j 1 a_j/12
        mo_g 1 a_g/12
        mo_s 29.53059 d
        *t 1e3 kg
        *bar 1e5 Pa
        atm 101325 Pa
        *u 1.6605402e-24 g
        *eV 1.60217733e-19 J
        [c] 299792458 m/s
        [g] 9.80665 m/s2
        *gf 1 g.[g]
        [lbf_av] 1 [lb_av].[g]
        [psi] 1 [lbf_av]/[in_i]2
        *m[H2O] 9.80665 kPa
        *m[Hg] 133.3220 kPa
        [in_i'H2O] 1 m[H2O].[in_i]/m
        [in_i'Hg] 1 m[Hg].[in_i]/m
        *dyn 1 g.cm/s2
        *erg 1 dyn.cm
        *P 1 dyn.s/cm2
        *St 1 cm2/s
        *G 1e-4 T
        *Ci 37e9 Bq
        *R 2.58e-4 C/kg
        *RAD 100 erg/g
        *REM 1 RAD
        Ao 0.1 nm
        b 100 fm2
        *cal 4.184 J
        *cal_th 4.184 J
        *cal_IT 4.1868 J
        [Cal] 1 kcal_th
        [MET] 3.5 mL/min/kg
        [degR] 5 K/9
        [in_i] 2.54 cm
        [ft_i] 12 [in_i]
        [yd_i] 3 [ft_i]
        [mi_i] 5280 [ft_i]
        [nmi_i] 1852 m
        [sin_i] 1 [in_i]2
        [sft_i] 1 [ft_i]2
        [cin_i] 1 [in_i]3
        [cft_i] 1 [ft_i]3
        [ft_us] 1200 m/3937
        [in_us] 1 [ft_us]/12
        [yd_us] 3 [ft_us]
        [mi_us] 5280 [ft_us]
        [gal_us] 231 [in_i]3
        [qt_us] 1 [gal_us]/4
        [pt_us] 1 [qt_us]/2
        [gil_us] 1 [pt_us]/4
        [foz_us] 1 [gil_us]/4
        [fdr_us] 1 [foz_us]/8
        [tbs_us] 1 [foz_us]/2
        [tsp_us] 1 [tbs_us]/3
        [cup_us] 16 [tbs_us]
        [foz_m] 30 mL
        [cup_m] 240 mL
        [tsp_m] 5 mL
        [tbs_m] 15 mL
        [gal_br] 4.54609 l
        [pt_br] 1 [gal_br]/8
        [foz_br] 1 [pt_br]/20
        [gr] 64.79891 mg
        [lb_av] 7000 [gr]
        [oz_av] 1 [lb_av]/16
        [dr_av] 1 [oz_av]/16
        [ston_av] 2000 [lb_av]
        [lton_av] 2240 [lb_av]
        [stone_av] 14 [lb_av]
        [oz_tr] 480 [gr]
        [lb_tr] 12 [oz_tr]
        [oz_ap] 480 [gr]
        [dr_ap] 60 [gr]
        [sc_ap] 20 [gr]
        [drp] 1 ml/20
        [Ch] 1 mm/3
        [diop] 1 /m
        [mesh_i] 1 /[in_i]
        [PRU] 1 mm[Hg].s/ml
        [wood'U] 1 mm[Hg].min/L
        [HPF] 1 1
        [LPF] 100 1
        [hnsf'U] 1 1
        [S] 1e-13 s
        *g% 1 g/dl
        *bit 1 1
        *By 8 bit
        *Bd 1 /s
        *![iU] 1 1
        *[IU] 1 [iU]
        ![arb'U] 1 1
        ![USP'U] 1 1
        ![GPL'U] 1 1
        ![MPL'U] 1 1
        ![APL'U] 1 1
        ![beth'U] 1 1
        ![anti'Xa'U] 1 1
        ![todd'U] 1 1
        ![dye'U] 1 1
        ![smgy'U] 1 1
        ![bdsk'U] 1 1
        ![ka'U] 1 1
        ![knk'U] 1 1
        ![mclg'U] 1 1
        ![tb'U] 1 1
        ![CCID_50] 1 1
        ![TCID_50] 1 1
        ![EID_50] 1 1
        ![PFU] 1 1
        ![FFU] 1 1
        ![CFU] 1 1
        ![IR] 1 1
        ![BAU] 1 1
        ![AU] 1 1
        ![PNU] 1 1
        ![Lf] 1 1
        ![D'ag'U] 1 1
        ![FEU] 1 1
        ![ELU] 1 1
        ![EU] 1 1
        """;

    /// <summary>Prefixes and their powers of ten; the binary ones (Ki, Mi, …) are not powers of ten and carry 0.</summary>
    public static readonly FrozenDictionary<string, int> Prefixes = new Dictionary<string, int>
    {
        ["Y"] = 24, ["Z"] = 21, ["E"] = 18, ["P"] = 15, ["T"] = 12, ["G"] = 9, ["M"] = 6, ["k"] = 3, ["h"] = 2, ["da"] = 1,
        ["d"] = -1, ["c"] = -2, ["m"] = -3, ["u"] = -6, ["n"] = -9, ["p"] = -12, ["f"] = -15, ["a"] = -18, ["z"] = -21, ["y"] = -24,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The base units (UCUM §28); all take prefixes.</summary>
    public static readonly FrozenSet<string> Base = FrozenSet.ToFrozenSet(["m", "s", "g", "rad", "K", "C", "cd"], StringComparer.Ordinal);

    /// <summary>Units on scales of their own (UCUM §21).</summary>
    public static readonly FrozenDictionary<string, (UcumScale Scale, string Dimension, bool Prefixed)> Scales =
        new Dictionary<string, (UcumScale, string, bool)>
        {
            ["Cel"] = (UcumScale.Celsius, "K", true), ["[degF]"] = (UcumScale.Fahrenheit, "K", false),
            ["[pH]"] = (UcumScale.Other, "[pH]", false), ["Np"] = (UcumScale.Other, "Np", true), ["B"] = (UcumScale.Other, "B", true),
            ["B[SPL]"] = (UcumScale.Other, "B[SPL]", true), ["B[V]"] = (UcumScale.Other, "B[V]", true), ["B[mV]"] = (UcumScale.Other, "B[mV]", true),
            ["B[uV]"] = (UcumScale.Other, "B[uV]", true), ["B[W]"] = (UcumScale.Other, "B[W]", true), ["B[kW]"] = (UcumScale.Other, "B[kW]", true),
            ["bit_s"] = (UcumScale.Other, "bit_s", false), ["[p'diop]"] = (UcumScale.Other, "[p'diop]", false), ["%[slope]"] = (UcumScale.Other, "%[slope]", false),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All other units.</summary>
    public static readonly FrozenDictionary<string, (decimal Mantissa, int Exponent, string Unit, bool Prefixed, bool Arbitrary)> Derived = Table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(Row)
        .ToFrozenDictionary(row => row.Code, row => row.Definition, StringComparer.Ordinal);

    private static (string Code, (decimal, int, string, bool, bool) Definition) Row(string line)
    {
        var parts = line.Split(' ');
        var code = parts[0];
        var prefixed = code[0] == '*';
        if (prefixed) code = code[1..];
        var arbitrary = code[0] == '!';
        if (arbitrary) code = code[1..];
        var factor = parts[1].Split('e');
        var exponent = factor.Length > 1 ? int.Parse(factor[1], CultureInfo.InvariantCulture) : 0;
        return (code, (decimal.Parse(factor[0], CultureInfo.InvariantCulture), exponent, parts[2], prefixed, arbitrary));
    }
}
