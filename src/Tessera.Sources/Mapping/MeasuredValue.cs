using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Mapping;

/// <summary>A number with comparator and unit, as a cell writes it: <c>66.89 [in_i]</c>, <c>&lt;0.1 ng/mL</c>. The digits are kept.</summary>
internal readonly partial record struct MeasuredValue(string? Comparator, string Number, string? Unit)
{
    /// <summary>Reads a value, or null when it is not a number.</summary>
    public static MeasuredValue? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var comparator = match.Groups["c"].Value.Replace("≤", "<=", StringComparison.Ordinal).Replace("≥", ">=", StringComparison.Ordinal);
        return new(comparator.Length > 0 ? comparator : null, Plain(match.Groups["n"].Value), match.Groups["u"].Value is { Length: > 0 } unit ? unit : null);
    }

    /// <summary>Whether a text is a plain decimal number.</summary>
    public static bool IsNumber(string text) => Read(text) is { Comparator: null, Unit: null };

    /// <summary>UCUM code of the unit, or null.</summary>
    public string? UnitCode => Unit is null ? null : UcumUnits.Code(Unit);

    /// <summary>Writes a Quantity.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("value"u8);
        json.WriteRawValue(Number);
        if (Comparator is not null) json.WriteString("comparator"u8, Comparator);
        if (Unit is not null) json.WriteString("unit"u8, Unit);
        if (UnitCode is { } code)
        {
            json.WriteString("system"u8, CodeSystems.Ucum);
            json.WriteString("code"u8, code);
        }
        json.WriteEndObject();
    }

    // JSON knows neither a leading plus, nor a leading dot, nor leading zeros.
    private static string Plain(string number)
    {
        var sign = number[0] == '-' ? "-" : "";
        var digits = number.TrimStart('+', '-').TrimStart('0');
        return sign + (digits.Length == 0 || digits[0] is '.' or 'e' or 'E' ? "0" + digits : digits);
    }

    [GeneratedRegex(@"^(?<c><=|>=|<|>|≤|≥)? ?(?<n>[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?)( +(?<u>10[*^][0-9].*|(?![0-9]|/[0-9]|[-.,+<>=≤≥±–—])\S.*)|(?<u>%|\[\S+|/?[a-zA-Z°µ]\S*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
