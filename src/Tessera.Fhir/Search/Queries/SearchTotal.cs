namespace Tessera.Fhir.Search.Queries;

/// <summary>Whether all matches are counted. See https://hl7.org/fhir/R4/search.html#total</summary>
public enum SearchTotal
{
    /// <summary>Not asked for.</summary>
    None,

    /// <summary>An estimate is enough.</summary>
    Estimate,

    /// <summary>The exact number.</summary>
    Accurate,
}
