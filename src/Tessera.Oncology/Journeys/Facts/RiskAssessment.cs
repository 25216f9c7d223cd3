using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A risk group of a cancer (mcode-cancer-risk-assessment and its children).</summary>
public sealed record RiskAssessment : Fact
{
    /// <summary>Which assessment.</summary>
    public required Concept Type { get; init; }

    /// <summary>The risk.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>The Condition that is assessed, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Disease;

    /// <inheritdoc/>
    public override string Kind => "Risk";

    /// <inheritdoc/>
    public override string Says => Join(Value.ToString(), Type.Plain);
}
