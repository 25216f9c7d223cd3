using System.Runtime.CompilerServices;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path;

/// <summary>One value of a FHIRPath collection: an element of a document with its type, or a system value. A struct without boxing;
/// texts are UTF-8, those of a document are read in place.</summary>
public readonly struct FhirPathValue
{
    internal readonly object? Subject;
    internal readonly PathType? ElementType;
    private readonly long first;
    private readonly long second;

    internal FhirPathValue(FhirPathValueKind kind, object? subject, PathType? type, Payload data)
    {
        Kind = kind;
        Subject = subject;
        ElementType = type;
        first = data.First;
        second = data.Second;
    }

    /// <summary>An element: see <see cref="Index"/> and <see cref="Companion"/>.</summary>
    internal FhirPathValue(FhirDocument document, PathType type, int index, int companion)
    {
        Kind = FhirPathValueKind.Element;
        Subject = document;
        ElementType = type;
        first = index;
        second = companion;
    }

    /// <summary>A copy, field by field: copying a value in one piece right after it was made waits for the processor's store buffer,
    /// which costs more than the rest of a step (bench: code.coding.where(system='…').code).</summary>
    internal FhirPathValue(in FhirPathValue other)
    {
        Kind = other.Kind;
        Subject = other.Subject;
        ElementType = other.ElementType;
        first = other.first;
        second = other.second;
    }

    /// <summary>What it is.</summary>
    public FhirPathValueKind Kind { get; }

    /// <summary>Whether this is an element of a document.</summary>
    public bool IsElement => Kind == FhirPathValueKind.Element;

    /// <summary>Whether there is a value.</summary>
    public bool Exists => Kind != FhirPathValueKind.None;

    /// <summary>For an element: its node; no node when only its companion (<c>_birthDate</c>) is there, or for system values.</summary>
    public FhirNode Node => Kind == FhirPathValueKind.Element && Index >= 0 ? new FhirNode((FhirDocument)Subject!, Index) : default;

    /// <summary>For a primitive element: the node that carries its id and extensions, or no node.</summary>
    public FhirNode CompanionNode => Kind == FhirPathValueKind.Element && Elements.Companion(this) is > 0 and var at ? new FhirNode((FhirDocument)Subject!, at) : default;

    /// <summary>For an element: its FHIR type; null for system values and where no definition is known.</summary>
    public FhirType? Type => ElementType?.Definition;

    /// <summary>Name of the type: <c>Patient</c>, <c>code</c>, <c>System.Integer</c>.</summary>
    public string TypeName => Kind == FhirPathValueKind.Element ? ElementType!.Name : "System." + Kind;

    internal Payload Data => new(first, second);

    internal int Index => (int)first;

    /// <summary>Place of the companion; 0 for none; below zero the complement of the parent in which to look for it.</summary>
    internal int Companion => (int)second;

    internal FhirDocument Document => Unsafe.As<FhirDocument>(Subject!); // the kind says that it is one

    /// <summary>The value of a System.Boolean or FHIR boolean, else null.</summary>
    public bool? AsBoolean() => SystemValues.TryUnwrap(this, out var value) && value.Kind == FhirPathValueKind.Boolean ? value.Data.First != 0 : null;

    /// <summary>The value of an integer, else null.</summary>
    public long? AsInteger() =>
        SystemValues.TryUnwrap(this, out var value) && value.Kind is FhirPathValueKind.Integer or FhirPathValueKind.Long ? value.Data.First : null;

    /// <summary>The value of a number, else null.</summary>
    public decimal? AsDecimal() => SystemValues.TryUnwrap(this, out var value) && SystemValues.TryNumber(value, out var number) ? number : null;

    /// <summary>The value of a date, dateTime, instant or time, else null.</summary>
    public PartialDateTime? AsDateTime() => SystemValues.TryUnwrap(this, out var value) && value.IsTemporal ? value.Temporal : null;

    /// <summary>The value of a System.Quantity or FHIR Quantity, else null.</summary>
    public FhirPathQuantity? AsQuantity() => SystemValues.TryUnwrap(this, out var value) && value.Kind == FhirPathValueKind.Quantity
        ? new FhirPathQuantity(value.Data.Decimal, value.Unit.Code, value.Unit.IsCalendar) : null;

    /// <summary>The text of a System.String or of a primitive element; the bytes stay those of the document.</summary>
    public ReadOnlySpan<byte> Utf8 => Kind switch
    {
        FhirPathValueKind.String => SystemValues.Text(this),
        FhirPathValueKind.Element when Index >= 0 => Node.Utf8,
        _ => default,
    };

    internal bool IsTemporal => Kind is FhirPathValueKind.Date or FhirPathValueKind.DateTime or FhirPathValueKind.Time;

    internal PartialDateTime Temporal => SystemValues.Temporal(this);

    internal PathUnit Unit => (PathUnit)Subject!;

    /// <summary>The value as text, as <c>toString()</c> gives it; the JSON of a complex element.</summary>
    public override string ToString() => Kind == FhirPathValueKind.Element
        ? Index < 0 ? "" : Node.Kind is JsonKind.Object or JsonKind.Array ? Node.ToString() : Node.ToText()
        : Encoding.UTF8.GetString(SystemValues.ToText(this));

    /// <summary>A System.Boolean.</summary>
    public static FhirPathValue Of(bool value) => new(FhirPathValueKind.Boolean, null, null, new Payload(value ? 1 : 0, 0));

    /// <summary>A System.Integer.</summary>
    public static FhirPathValue Of(int value) => new(FhirPathValueKind.Integer, null, null, new Payload(value, 0));

    /// <summary>A System.Decimal.</summary>
    public static FhirPathValue Of(decimal value) => new(FhirPathValueKind.Decimal, null, null, Payload.Of(value));

    /// <summary>A System.String.</summary>
    public static FhirPathValue Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return OfUtf8(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>A System.Date, DateTime or Time.</summary>
    /// <param name="value">The date or time.</param>
    /// <param name="kind"><see cref="FhirPathValueKind.Date"/>, <see cref="FhirPathValueKind.DateTime"/> or <see cref="FhirPathValueKind.Time"/>.</param>
    public static FhirPathValue Of(PartialDateTime value, FhirPathValueKind kind)
    {
        var packed = ((long)(value.OffsetMinutes ?? short.MinValue) << 32) | ((long)(byte)value.FractionDigits << 8) | (long)value.Precision;
        return new(kind, null, null, new Payload(value.Ticks, packed));
    }

    /// <summary>An element of a document, such as an invariant's focus.</summary>
    /// <param name="node">The element's node, or no node for a primitive of which only the companion is there.</param>
    /// <param name="companion">For a primitive: the node with its id and extensions, or no node.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="ArgumentException">Neither node exists.</exception>
    public static FhirPathValue Element(FhirNode node, FhirNode companion, FhirType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!node.Exists && !companion.Exists) throw new ArgumentException("an element has a node or a companion", nameof(node));
        var document = node.Exists ? node.Document : companion.Document;
        return new FhirPathValue(document, PathSchema.Of(type).Of(type, node), node.Exists ? node.Index : -1, companion.Exists ? companion.Index : 0);
    }

    internal static FhirPathValue OfLong(long value) => new(FhirPathValueKind.Long, null, null, new Payload(value, 0));

    internal static FhirPathValue Of(decimal value, PathUnit unit) => new(FhirPathValueKind.Quantity, unit, null, Payload.Of(value));

    internal static FhirPathValue Of(TypeInfo type) => new(FhirPathValueKind.TypeInfo, type, null, default);

    internal static FhirPathValue OfUtf8(byte[] text) => new(FhirPathValueKind.String, text, null, new Payload(-1, text.Length));

    /// <summary>Part of the text of a document's node, not copied.</summary>
    internal static FhirPathValue OfNodeText(FhirDocument document, int index, int start, int length) =>
        new(FhirPathValueKind.String, document, null, new Payload(index, ((long)start << 32) | (uint)length));

    internal static FhirPathValue OfCollection(Engine.ValueBuffer values) => new(FhirPathValueKind.Collection, values, null, default);
}
