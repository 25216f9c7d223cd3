namespace Tessera.Fhir.Path;

/// <summary>What a <see cref="FhirPathValue"/> is. See http://hl7.org/fhirpath/N1/#literals</summary>
public enum FhirPathValueKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An element of a document: a FHIR primitive, complex value or resource.</summary>
    Element,

    /// <summary>System.Boolean.</summary>
    Boolean,

    /// <summary>System.Integer, 32 bits.</summary>
    Integer,

    /// <summary>System.Long, 64 bits.</summary>
    Long,

    /// <summary>System.Decimal.</summary>
    Decimal,

    /// <summary>System.String.</summary>
    String,

    /// <summary>System.Date.</summary>
    Date,

    /// <summary>System.DateTime.</summary>
    DateTime,

    /// <summary>System.Time.</summary>
    Time,

    /// <summary>System.Quantity.</summary>
    Quantity,

    /// <summary>The answer of <c>type()</c>: a namespace and a name.</summary>
    TypeInfo,

    /// <summary>Inside the engine only: several values in the place of one, as <c>$this</c> of a whole collection.</summary>
    Collection,
}
