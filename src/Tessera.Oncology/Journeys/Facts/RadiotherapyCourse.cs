using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A course of radiotherapy (mcode-radiotherapy-course-summary), or one of its phases, which then names its course.</summary>
public sealed record RadiotherapyCourse : Fact
{
    /// <summary>Modalities, each with its techniques, in words.</summary>
    public IReadOnlyList<string> Modalities { get; init; } = [];

    /// <summary>What each volume received.</summary>
    public IReadOnlyList<VolumeDose> Doses { get; init; } = [];

    /// <summary>Number of sessions, when recorded.</summary>
    public int? Sessions { get; init; }

    /// <summary>Where, when recorded on the course itself.</summary>
    public IReadOnlyList<BodySite> Sites { get; init; } = [];

    /// <summary>Curative, palliative … when recorded.</summary>
    public Concept? Intent { get; init; }

    /// <summary>Status as recorded; null when not recorded.</summary>
    public string? Status { get; init; }

    /// <summary>Why it ended early, when recorded.</summary>
    public Concept? TerminationReason { get; init; }

    /// <summary>For a phase, the course it is part of.</summary>
    public string? PartOf { get; init; }

    /// <summary>The Condition it is given for, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Treatment;

    /// <inheritdoc/>
    public override string Kind => PartOf is null ? "Radiotherapy" : "Radiotherapy phase";

    /// <inheritdoc/>
    public override string Says => Join(
        Doses.Count > 0 ? string.Join("; ", Doses) : Sites.Count > 0 ? string.Join("; ", Sites) : "dose not recorded", string.Join(", ", Modalities),
        Sessions is null ? null : Sessions == 1 ? "1 session" : $"{Sessions} sessions", Intent?.Plain, Status is null or "completed" ? null : Status, TerminationReason?.Plain);

    /// <inheritdoc/>
    public override bool IsContact => Status is not ("not-done" or "preparation");
}
