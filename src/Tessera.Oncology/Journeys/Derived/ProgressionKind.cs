namespace Tessera.Oncology.Journeys.Derived;

/// <summary>Kinds of <see cref="Progression"/>.</summary>
public enum ProgressionKind
{
    /// <summary>It worsened.</summary>
    Progression,

    /// <summary>It came back after a full remission.</summary>
    Recurrence,

    /// <summary>It spread: a metastasis that was not there at diagnosis.</summary>
    Metastasis,
}
