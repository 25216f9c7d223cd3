namespace Tessera.Oncology.Quality;

/// <summary>What kind of statement an element is, as far as rules of plausibility are about it.</summary>
internal enum ProbeAspect
{
    /// <summary>No rule is about it.</summary>
    Other,

    /// <summary>A date or a period of something that was so or was done.</summary>
    ClinicalDate,

    /// <summary>A date on which something was written down or issued: it may be after death.</summary>
    RecordedDate,

    /// <summary>What a condition is.</summary>
    Code,

    /// <summary>The value of an observation.</summary>
    Value,

    /// <summary>A dose, or a medicine that was given, of which mCODE lists no dose.</summary>
    Dose,
}
