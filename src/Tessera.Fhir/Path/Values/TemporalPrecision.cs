namespace Tessera.Fhir.Path.Values;

/// <summary>How far a date or time is given. Seconds and their fraction are one precision (http://hl7.org/fhirpath/N1/#datetime-equality).</summary>
public enum TemporalPrecision : byte
{
    /// <summary>Year.</summary>
    Year,

    /// <summary>Month.</summary>
    Month,

    /// <summary>Day.</summary>
    Day,

    /// <summary>Hour.</summary>
    Hour,

    /// <summary>Minute.</summary>
    Minute,

    /// <summary>Second, with or without a fraction.</summary>
    Second,
}
