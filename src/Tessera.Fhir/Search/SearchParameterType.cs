namespace Tessera.Fhir.Search;

/// <summary>How the values of a search parameter are compared. See https://hl7.org/fhir/R4/search.html#ptypes</summary>
public enum SearchParameterType
{
    /// <summary>Decimal numbers.</summary>
    Number,

    /// <summary>Dates and times, which are ranges.</summary>
    Date,

    /// <summary>Text for people.</summary>
    String,

    /// <summary>Codes and identifiers with their system.</summary>
    Token,

    /// <summary>References to resources.</summary>
    Reference,

    /// <summary>Several parameters about the same element.</summary>
    Composite,

    /// <summary>Numbers with a unit.</summary>
    Quantity,

    /// <summary>URIs.</summary>
    Uri,

    /// <summary>Rules of their own.</summary>
    Special,
}
