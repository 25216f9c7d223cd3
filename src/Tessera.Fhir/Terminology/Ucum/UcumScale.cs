namespace Tessera.Fhir.Terminology.Ucum;

/// <summary>Scales whose zero is not that of the base unit.</summary>
internal enum UcumScale : byte
{
    /// <summary>Proportional: the ordinary unit.</summary>
    Ratio,

    /// <summary>Degrees Celsius.</summary>
    Celsius,

    /// <summary>Degrees Fahrenheit.</summary>
    Fahrenheit,

    /// <summary>Logarithmic and other scales, compared only with themselves.</summary>
    Other,
}
