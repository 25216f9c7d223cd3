using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>Reads case-sensitive UCUM codes: terms joined by <c>.</c> and <c>/</c>, exponents, parentheses, annotations (UCUM §4-12).</summary>
internal ref struct UcumParser
{
    private const int MaxLength = 256;
    private const int MaxDepth = 32;
    private static readonly ConcurrentDictionary<string, UcumUnit?> Known = new(StringComparer.Ordinal);

    private readonly ReadOnlySpan<char> text;
    private readonly int depth;
    private int at;

    private UcumParser(ReadOnlySpan<char> text, int depth)
    {
        this.text = text;
        this.depth = depth;
    }

    public static bool TryParse(string code, [NotNullWhen(true)] out UcumUnit? unit)
    {
        if (Known.TryGetValue(code, out unit)) return unit is not null;
        unit = null;
        if (code.Length is 0 or > MaxLength) return false;
        unit = Parse(code, 0);
        if (Known.Count < 2048) Known.TryAdd(code, unit);
        return unit is not null;
    }

    private static UcumUnit? Parse(string code, int depth)
    {
        if (depth > MaxDepth) return null;
        if (UcumAtoms.Scales.TryGetValue(code, out var scale)) return new UcumUnit(UcumFactor.One, scale.Dimension, scale.Scale);
        var parser = new UcumParser(code, depth);
        try
        {
            return parser.TryTerm(out var factor, out var powers, 0) && parser.at == code.Length ? new UcumUnit(factor, Canonical(powers), UcumScale.Ratio) : null;
        }
        catch (OverflowException)
        {
            return null; // more than a decimal holds
        }
    }

    private bool TryTerm(out UcumFactor factor, out SortedDictionary<string, int> powers, int nesting)
    {
        factor = UcumFactor.One;
        powers = new(StringComparer.Ordinal);
        if (nesting > MaxDepth) return false;
        var divide = at < text.Length && text[at] == '/';
        if (divide) at++;
        while (true)
        {
            if (!TryComponent(out var part, out var partPowers, nesting)) return false;
            factor = divide ? factor.Over(part) : factor.Times(part);
            foreach (var (unit, power) in partPowers) Add(powers, unit, divide ? -power : power);
            if (at == text.Length || text[at] is not ('.' or '/')) return true;
            divide = text[at++] == '/';
        }
    }

    private bool TryComponent(out UcumFactor factor, out SortedDictionary<string, int> powers, int nesting)
    {
        (factor, powers) = (UcumFactor.One, new(StringComparer.Ordinal));
        if (at == text.Length) return false;
        if (text[at] == '{') return TryAnnotation();
        if (text[at] == '(')
        {
            at++;
            if (!TryTerm(out factor, out powers, nesting + 1) || at == text.Length || text[at++] != ')') return false;
            return at == text.Length || text[at] != '{' || TryAnnotation();
        }
        if (char.IsAsciiDigit(text[at]) && !text[at..].StartsWith("10*") && !text[at..].StartsWith("10^")) return TryInteger(out factor);
        return TrySimple(ref factor, powers) && (at == text.Length || text[at] != '{' || TryAnnotation());
    }

    private bool TryInteger(out UcumFactor factor)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        var ok = decimal.TryParse(text[start..at], out var number) && number != 0;
        factor = UcumFactor.Of(number);
        return ok && (at == text.Length || text[at] != '{' || TryAnnotation());
    }

    private bool TryAnnotation()
    {
        var end = text[at..].IndexOf('}');
        if (end < 0) return false;
        foreach (var c in text.Slice(at + 1, end - 1))
            if (c is '{' or < '!' or > '~') return false;
        at += end + 1;
        return true;
    }

    private bool TrySimple(ref UcumFactor factor, SortedDictionary<string, int> powers)
    {
        var start = at;
        if (text[at..].StartsWith("10*") || text[at..].StartsWith("10^")) at += 3;
        else SkipSymbol();
        var symbol = text[start..at].ToString();
        if (symbol.Length == 0) return false;
        var exponent = 1;
        if (at < text.Length && (text[at] is '+' or '-' || char.IsAsciiDigit(text[at])) && !TryExponent(out exponent)) return false;
        if (Atom(symbol, depth) is not { } unit) return false;
        factor = unit.Factor.Power(exponent);
        foreach (var (name, power) in unit.Powers) Add(powers, name, power * exponent);
        return true;
    }

    private void SkipSymbol()
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '[')
            {
                var end = text[at..].IndexOf(']');
                if (end < 0) return;
                at += end + 1;
            }
            else if (char.IsAsciiLetter(c) || c is '%' or '\'' or '_' or '*' or '^')
            {
                at++;
            }
            else
            {
                return;
            }
        }
    }

    private bool TryExponent(out int exponent)
    {
        var start = at;
        if (text[at] is '+' or '-') at++;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return int.TryParse(text[start..at], out exponent) && Math.Abs(exponent) <= 100;
    }

    private static (UcumFactor Factor, SortedDictionary<string, int> Powers)? Atom(string symbol, int depth)
    {
        if (Bare(symbol, depth, prefixed: false) is { } bare) return bare;
        for (var length = 2; length >= 1; length--)
            if (symbol.Length > length && UcumAtoms.Prefixes.TryGetValue(symbol[..length], out var power) && Bare(symbol[length..], depth, prefixed: true) is { } unit)
                return (unit.Factor.Times(new UcumFactor(1, power)), unit.Powers);
        return null;
    }

    private static (UcumFactor Factor, SortedDictionary<string, int> Powers)? Bare(string symbol, int depth, bool prefixed)
    {
        if (UcumAtoms.Base.Contains(symbol)) return (UcumFactor.One, new(StringComparer.Ordinal) { [symbol] = 1 });
        // A degree Celsius inside a product is a difference of temperatures: a kelvin.
        if (UcumAtoms.Scales.TryGetValue(symbol, out var scale) && (!prefixed || scale.Prefixed)) return (UcumFactor.One, new(StringComparer.Ordinal) { [scale.Dimension] = 1 });
        if (!UcumAtoms.Derived.TryGetValue(symbol, out var row) || (prefixed && !row.Prefixed)) return null;
        var own = UcumFactor.Of(row.Mantissa).Times(new UcumFactor(1, row.Exponent));
        if (row.Arbitrary) return (own, new(StringComparer.Ordinal) { [symbol] = 1 });
        if (row.Unit == "1") return (own, new(StringComparer.Ordinal));
        if (depth > MaxDepth) return null;
        var parser = new UcumParser(row.Unit, depth + 1);
        return parser.TryTerm(out var factor, out var powers, 0) ? (own.Times(factor), powers) : null;
    }

    private static void Add(SortedDictionary<string, int> powers, string unit, int power)
    {
        powers.TryGetValue(unit, out var old);
        if (old + power == 0) powers.Remove(unit);
        else powers[unit] = old + power;
    }

    private static string Canonical(SortedDictionary<string, int> powers)
    {
        var text = new StringBuilder();
        foreach (var (unit, power) in powers)
        {
            if (text.Length > 0) text.Append('.');
            text.Append(unit);
            if (power != 1) text.Append(power);
        }
        return text.ToString();
    }
}
