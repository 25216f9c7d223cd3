using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>How the cancer stands, by a clinician's judgement (mcode-cancer-disease-status).</summary>
public sealed record DiseaseStatus : Fact
{
    /// <summary>The judgement.</summary>
    public required DiseaseTrend Trend { get; init; }

    /// <summary>The value as recorded.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>What it rests on: imaging, pathology, symptoms, markers …, in words.</summary>
    public IReadOnlyList<string> RestsOn { get; init; } = [];

    /// <summary>The Condition that is judged, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Outcome;

    /// <inheritdoc/>
    public override string Kind => "Disease status";

    /// <summary>The judgement in one or two words.</summary>
    public string Short => Trend switch
    {
        DiseaseTrend.FullRemission => "Full remission",
        DiseaseTrend.PartialRemission => "Partial remission",
        DiseaseTrend.Improved => "Improved",
        DiseaseTrend.Stable => "Stable",
        DiseaseTrend.Worsened => "Worse",
        DiseaseTrend.Undetermined => "Undetermined",
        DiseaseTrend.DistantMetastasis => "Distant metastasis",
        _ => Value.AbsentReason is null ? Value.ToString() : "Not evaluated",
    };

    /// <inheritdoc/>
    public override string Says => Join(Short, string.Join(", ", RestsOn));

    /// <inheritdoc/>
    public override bool IsContact => Trend != DiseaseTrend.NotKnown;
}
