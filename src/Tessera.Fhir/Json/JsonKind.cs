namespace Tessera.Fhir.Json;

/// <summary>What a node of a document is.</summary>
public enum JsonKind : byte
{
    /// <summary>There is no node.</summary>
    None,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number, kept as its digits.</summary>
    Number,

    /// <summary>The literal true.</summary>
    True,

    /// <summary>The literal false.</summary>
    False,

    /// <summary>The literal null.</summary>
    Null,
}
