namespace Tessera.Fhir.Json;

/// <summary>One node of a document: 16 bytes. The children of an object or array follow it and end at <see cref="Next"/>.</summary>
internal struct TapeEntry
{
    /// <summary>First byte of the value; for a string, the byte after the opening quote.</summary>
    public int Start;

    /// <summary>Bytes of the value; for a string, without its quotes.</summary>
    public int Length;

    /// <summary>Index of the node after this one and all below it. For an escaped string, where its plain text is kept.</summary>
    public int Next;

    /// <summary>Id in the name table; items of an array carry the array's.</summary>
    public short Name;

    public JsonKind Kind;

    /// <summary>The string holds escapes: <see cref="Next"/> points into the document's plain texts instead.</summary>
    public bool Escaped;
}
