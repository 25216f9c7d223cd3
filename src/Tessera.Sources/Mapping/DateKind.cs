namespace Tessera.Sources.Mapping;

/// <summary>The FHIR type that a date becomes.</summary>
internal enum DateKind
{
    /// <summary>Year, month or day.</summary>
    Date,

    /// <summary>Year, month, day, or day and time with zone.</summary>
    DateTime,

    /// <summary>Day and time to the second with zone.</summary>
    Instant,
}
