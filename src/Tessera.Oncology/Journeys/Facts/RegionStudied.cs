using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>What a genomic test looked at (mcode-genomic-region-studied): without it, "no variant recorded" means nothing.</summary>
public sealed record RegionStudied : Fact
{
    /// <summary>Gene symbols as recorded, in capitals.</summary>
    public IReadOnlyList<string> Genes { get; init; } = [];

    /// <summary>The kind of change that was looked for; <see cref="AlterationKind.NotSaid"/> when the record does not say.</summary>
    public AlterationKind Alteration { get; init; }

    /// <summary>The region in words; empty when not recorded.</summary>
    public string Region { get; init; } = "";

    /// <summary>Particular mutations that were looked for, in words.</summary>
    public IReadOnlyList<string> Mutations { get; init; } = [];

    /// <summary>The assay, when recorded.</summary>
    public Concept? Assay { get; init; }

    /// <summary>The tissue, from the observation or from its report, when recorded.</summary>
    public string? Specimen { get; init; }

    /// <summary>The report it is part of, when recorded.</summary>
    public string? Report { get; init; }

    /// <summary>Whether the test was cancelled or could not be done: nothing was studied then.</summary>
    public bool IsCancelled { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Genomics;

    /// <inheritdoc/>
    public override string Kind => "Region studied";

    /// <inheritdoc/>
    public override string Says => Join(
        IsCancelled ? "not done" : null,
        Genes.Count > 0 ? string.Join(", ", Genes) : Region.Length == 0 ? "gene not recorded" : null, Region, string.Join(", ", Mutations),
        Alteration switch { AlterationKind.CopyNumber => "copy number", AlterationKind.Fusion => "fusions", AlterationKind.Sequence => "sequence", _ => null }, Assay?.Plain);

    /// <inheritdoc/>
    public override bool IsContact => !IsCancelled;
}
