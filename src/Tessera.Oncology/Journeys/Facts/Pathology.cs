using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Histology, morphology or grade of tissue (mcode-histologic-behavior-and-type, mcode-tumor-morphology, mcode-histologic-grade).</summary>
public sealed record Pathology : Fact
{
    /// <summary>What of the tissue.</summary>
    public required PathologyKind Aspect { get; init; }

    /// <summary>What was found.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>The tissue, when recorded.</summary>
    public string? Specimen { get; init; }

    /// <summary>The Condition it belongs to, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Disease;

    /// <inheritdoc/>
    public override string Kind => Aspect switch { PathologyKind.Grade => "Grade", PathologyKind.Morphology => "Morphology", _ => "Histology" };

    /// <inheritdoc/>
    public override string Says => Value.Exists || Related.Count == 0 ? Value.Concept?.Plain ?? Value.ToString() : $"{Related.Count} statements";

    /// <inheritdoc/>
    public override bool IsContact => true;
}
