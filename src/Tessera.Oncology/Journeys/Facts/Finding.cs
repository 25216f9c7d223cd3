namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Whether a test found what it looked for.</summary>
public enum Finding
{
    /// <summary>The record does not say, or says it in words or numbers that have no agreed threshold.</summary>
    NotKnown,

    /// <summary>Found: positive, present, detected.</summary>
    Positive,

    /// <summary>Looked for and not found: negative, absent, not detected.</summary>
    Negative,

    /// <summary>The test could not decide: equivocal, indeterminate, no call.</summary>
    Equivocal,
}
