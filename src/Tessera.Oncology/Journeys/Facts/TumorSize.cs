using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Dimensions of a tumour (mcode-tumor-size).</summary>
public sealed record TumorSize : Fact
{
    /// <summary>The longest dimension (LOINC 33728-7), when recorded.</summary>
    public Quantity? Longest { get; init; }

    /// <summary>Other dimensions (LOINC 33729-5).</summary>
    public IReadOnlyList<Quantity> Others { get; init; } = [];

    /// <summary>The tumour (BodyStructure) that was measured, when recorded.</summary>
    public string? Tumor { get; init; }

    /// <summary>The tissue that was measured, when recorded.</summary>
    public string? Specimen { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Outcome;

    /// <inheritdoc/>
    public override string Kind => "Tumour size";

    /// <inheritdoc/>
    public override string Says => Longest is null && Others.Count == 0 ? "no value" : string.Join(" × ", (Longest is null ? Others : Others.Prepend(Longest)).Select(size => size.ToString()));

    /// <inheritdoc/>
    public override bool IsContact => true;
}
