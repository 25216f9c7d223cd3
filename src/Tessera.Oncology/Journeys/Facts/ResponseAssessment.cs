using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A response on a scale, such as Deauville's five points (mcode-deauville-scale): response, not stage.</summary>
public sealed record ResponseAssessment : Fact
{
    /// <summary>Which scale.</summary>
    public required Concept Scale { get; init; }

    /// <summary>The value.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>The Condition that is judged, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Outcome;

    /// <inheritdoc/>
    public override string Kind => "Response";

    /// <inheritdoc/>
    public override string Says => $"{Scale.Plain}: {Value}";

    /// <inheritdoc/>
    public override bool IsContact => true;
}
