namespace Tessera.Sources.Mapping;

/// <summary>What reading ahead finds out about a condition.</summary>
internal enum RecordFact
{
    /// <summary>A stage or a disease status refers to it.</summary>
    Followed,

    /// <summary>It becomes a primary cancer.</summary>
    Primary,
}
