namespace Tessera.Fhir.Search.Queries;

/// <summary>How ordered values are compared. See https://hl7.org/fhir/R4/search.html#prefix</summary>
public enum SearchPrefix
{
    /// <summary><c>eq</c>: the searched range holds the whole value.</summary>
    Equal,

    /// <summary><c>ne</c>: it does not.</summary>
    NotEqual,

    /// <summary><c>gt</c>: some of the value lies above.</summary>
    Greater,

    /// <summary><c>lt</c>: some of the value lies below.</summary>
    Less,

    /// <summary><c>ge</c>: equal or greater.</summary>
    GreaterOrEqual,

    /// <summary><c>le</c>: equal or less.</summary>
    LessOrEqual,

    /// <summary><c>sa</c>: all of the value lies above.</summary>
    StartsAfter,

    /// <summary><c>eb</c>: all of the value lies below.</summary>
    EndsBefore,

    /// <summary><c>ap</c>: the value overlaps the widened range.</summary>
    Approximate,
}
