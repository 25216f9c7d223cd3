using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path.Values;

/// <summary>From elements to system values (https://hl7.org/fhir/R4/fhirpath.html#types) and from these to their parts.</summary>
internal static class SystemValues
{
    /// <summary>The system value that an element stands for; a system value stands for itself. False for complex types other than
    /// Quantity, and for primitives without a value.</summary>
    public static bool TryUnwrap(in FhirPathValue value, out FhirPathValue system)
    {
        if (value.Kind != FhirPathValueKind.Element)
        {
            system = value;
            return value.Kind is not (FhirPathValueKind.None or FhirPathValueKind.Collection);
        }
        system = default;
        if (value.Index < 0) return false;
        var type = value.ElementType!;
        ref readonly var entry = ref value.Document.Tape[value.Index];
        if (entry.Kind == JsonKind.Object)
            return type.System == FhirPathValueKind.Quantity && Quantities.TryRead(value, out system);
        if (entry.Kind is JsonKind.Null or JsonKind.Array) return false;
        return TryPrimitive(value, type.System, entry.Kind, out system);
    }

    private static bool TryPrimitive(in FhirPathValue value, FhirPathValueKind kind, JsonKind json, out FhirPathValue system)
    {
        if (json is JsonKind.True or JsonKind.False && kind is FhirPathValueKind.Boolean or FhirPathValueKind.None)
        {
            system = FhirPathValue.Of(json == JsonKind.True);
            return true;
        }
        var text = value.Node.Utf8;
        if (kind == FhirPathValueKind.None) kind = json == JsonKind.Number ? FhirPathValueKind.Decimal : FhirPathValueKind.String;
        switch (kind)
        {
            case FhirPathValueKind.Integer or FhirPathValueKind.Long when Utf8Parser.TryParse(text, out long integer, out var used) && used == text.Length:
                system = kind == FhirPathValueKind.Integer ? FhirPathValue.Of((int)Math.Clamp(integer, int.MinValue, int.MaxValue)) : FhirPathValue.OfLong(integer);
                return true;
            case FhirPathValueKind.Decimal when TryDecimal(text, out var number):
                system = FhirPathValue.Of(number);
                return true;
            case FhirPathValueKind.Date when TemporalText.TryDate(text, out var date):
                system = FhirPathValue.Of(date, kind);
                return true;
            case FhirPathValueKind.DateTime when TemporalText.TryDateTime(text, out var dateTime):
                system = FhirPathValue.Of(dateTime, kind);
                return true;
            case FhirPathValueKind.Time when TemporalText.TryTime(text, out var time):
                system = FhirPathValue.Of(time, kind);
                return true;
            default:
                // A value that breaks its type's format is still its text: the validator says what is wrong with it.
                system = FhirPathValue.OfNodeText(value.Document, value.Index, 0, text.Length);
                return true;
        }
    }

    public static bool TryDecimal(ReadOnlySpan<byte> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);

    public static bool TryNumber(in FhirPathValue value, out decimal number)
    {
        number = value.Kind switch
        {
            FhirPathValueKind.Integer or FhirPathValueKind.Long => value.Data.First,
            FhirPathValueKind.Decimal => value.Data.Decimal,
            _ => 0,
        };
        return value.Kind is FhirPathValueKind.Integer or FhirPathValueKind.Long or FhirPathValueKind.Decimal;
    }

    public static PartialDateTime Temporal(in FhirPathValue value)
    {
        var packed = value.Data.Second;
        var offset = (int)(packed >> 32);
        return new PartialDateTime(
            value.Data.First, (TemporalPrecision)(packed & 0xFF), (int)((packed >> 8) & 0xFF), offset == short.MinValue ? null : offset, value.Kind == FhirPathValueKind.Time);
    }

    /// <summary>The UTF-8 of a System.String.</summary>
    public static ReadOnlySpan<byte> Text(scoped in FhirPathValue value)
    {
        if (value.Subject is byte[] own) return own;
        var slice = value.Data.Second;
        return new FhirNode(value.Document, value.Index).Utf8.Slice((int)(slice >> 32), (int)slice);
    }

    /// <summary>A part of a System.String, without copying where the text is a document's.</summary>
    public static FhirPathValue Slice(in FhirPathValue value, int start, int length) => value.Subject is byte[] own
        ? FhirPathValue.OfUtf8(own.AsSpan(start, length).ToArray())
        : FhirPathValue.OfNodeText(value.Document, value.Index, (int)(value.Data.Second >> 32) + start, length);

    /// <summary>The text that <c>toString()</c> gives for a system value.</summary>
    public static byte[] ToText(in FhirPathValue value) => value.Kind switch
    {
        FhirPathValueKind.String => Text(value).ToArray(),
        FhirPathValueKind.Boolean => value.Data.First != 0 ? "true"u8.ToArray() : "false"u8.ToArray(),
        FhirPathValueKind.Integer or FhirPathValueKind.Long => Encoding.UTF8.GetBytes(value.Data.First.ToString(CultureInfo.InvariantCulture)),
        FhirPathValueKind.Decimal => Encoding.UTF8.GetBytes(value.Data.Decimal.ToString(CultureInfo.InvariantCulture)),
        FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time => Encoding.UTF8.GetBytes(value.Temporal.ToString()),
        FhirPathValueKind.Quantity => Encoding.UTF8.GetBytes(Quantities.ToText(value)),
        FhirPathValueKind.TypeInfo => Encoding.UTF8.GetBytes($"{((TypeInfo)value.Subject!).Namespace}.{((TypeInfo)value.Subject!).Name}"),
        _ => [],
    };
}
