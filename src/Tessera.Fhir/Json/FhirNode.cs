using System.Text;

namespace Tessera.Fhir.Json;

/// <summary>A place in a <see cref="FhirDocument"/>: a cursor of 16 bytes, cheap to copy. The default value is "no node".</summary>
public readonly struct FhirNode : IEquatable<FhirNode>
{
    internal readonly FhirDocument? Owner;

    internal FhirNode(FhirDocument owner, int index) => (Owner, Index) = (owner, index);

    /// <summary>Position in the document's order; the root is 0.</summary>
    public int Index { get; }

    /// <summary>The document that this node is part of.</summary>
    /// <exception cref="InvalidOperationException">There is no node.</exception>
    public FhirDocument Document => Owner ?? throw new InvalidOperationException("there is no node");

    /// <summary>Whether there is a node.</summary>
    public bool Exists => Owner is not null;

    /// <summary>What the node is; <see cref="JsonKind.None"/> when there is none.</summary>
    public JsonKind Kind => Owner is null ? JsonKind.None : Owner.Tape[Index].Kind;

    /// <summary>Id of the property name in the document's vocabulary, or <see cref="NameTable.Unknown"/>. Items of an array carry the array's.</summary>
    public int NameId => Owner!.Tape[Index].Name;

    /// <summary>The property name, in or outside the vocabulary; empty for the root.</summary>
    public ReadOnlySpan<byte> NameUtf8 => NameId is >= 0 and var id ? Document.Names.Utf8(id) : Document.UnknownName(Index);

    /// <summary>The property name; empty for the root.</summary>
    public string Name => NameId is >= 0 and var id ? Document.Names.Text(id) : Encoding.UTF8.GetString(Document.UnknownName(Index));

    /// <summary>Offset of the first byte of the JSON text of this value.</summary>
    public int Offset => Owner!.Tape[Index] is var entry && entry.Kind == JsonKind.String ? entry.Start - 1 : entry.Start;

    /// <summary>The JSON text of this value, quotes included.</summary>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            ref readonly var entry = ref Owner!.Tape[Index];
            var quotes = entry.Kind == JsonKind.String ? 1 : 0;
            return Owner.Span.Slice(entry.Start - quotes, entry.Length + (2 * quotes));
        }
    }

    /// <summary>The text of a string without escapes, the digits of a number, <c>true</c> or <c>false</c>; the raw JSON of anything else.</summary>
    public ReadOnlySpan<byte> Utf8
    {
        get
        {
            ref readonly var entry = ref Owner!.Tape[Index];
            if (!entry.Escaped) return Owner.Span.Slice(entry.Start, entry.Length);
            var texts = Owner.PlainTexts.AsSpan(entry.Next);
            return texts.Slice(sizeof(int), BitConverter.ToInt32(texts));
        }
    }

    /// <summary>Number of properties or items.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in Children) count++;
            return count;
        }
    }

    /// <summary>The properties of an object or the items of an array, in order; nothing for other values.</summary>
    public FhirNodeChildren Children => new(Owner, Index);

    /// <summary>The items of an array, or the node itself when it is not an array, or nothing: what FHIRPath sees.</summary>
    public FhirNodeItems Items => new(Owner, Index);

    /// <summary>The child with this name id, or no node.</summary>
    public FhirNode this[int nameId]
    {
        get
        {
            if (nameId < 0 || Owner is null || Owner.Tape[Index].Kind != JsonKind.Object) return default;
            var tape = Owner.Tape;
            var end = tape[Index].Next;
            for (var child = Index + 1; child < end; child = tape[child].Escaped ? child + 1 : tape[child].Next)
                if (tape[child].Name == nameId) return new FhirNode(Owner, child);
            return default;
        }
    }

    /// <summary>The child with this name, or no node. Compile the name to an id where speed matters.</summary>
    public FhirNode this[string name]
    {
        get
        {
            if (Owner is null) return default;
            if (Owner.Names.Find(name) is >= 0 and var id) return this[id];
            foreach (var child in Children)
                if (child.NameId == NameTable.Unknown && child.Name == name) return child;
            return default;
        }
    }

    /// <summary>The text of a child that is a string, or null.</summary>
    public string? Text(string name) => this[name] is { Kind: JsonKind.String } child ? child.ToText() : null;

    /// <summary>The value as text: see <see cref="Utf8"/>.</summary>
    public string ToText() => Owner is null ? "" : Encoding.UTF8.GetString(Utf8);

    /// <summary>Whether the value's text is this.</summary>
    public bool TextEquals(ReadOnlySpan<byte> text) => Owner is not null && Utf8.SequenceEqual(text);

    /// <summary>Line and byte column of the value, both from 1.</summary>
    public (int Line, int Column) Position => Document.Position(Offset);

    /// <inheritdoc/>
    public bool Equals(FhirNode other) => ReferenceEquals(Owner, other.Owner) && Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FhirNode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Owner, Index);

    /// <summary>Whether both are the same place of the same document.</summary>
    public static bool operator ==(FhirNode left, FhirNode right) => left.Equals(right);

    /// <summary>Whether they are different places.</summary>
    public static bool operator !=(FhirNode left, FhirNode right) => !left.Equals(right);

    /// <summary>The JSON text; for debugging and messages about definitions, never for logs of patient data.</summary>
    public override string ToString() => Owner is null ? "" : Encoding.UTF8.GetString(Raw);
}
