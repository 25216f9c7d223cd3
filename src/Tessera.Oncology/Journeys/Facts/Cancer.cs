using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A primary cancer or a metastasis (mcode-primary-cancer-condition, mcode-secondary-cancer-condition). Its date is that of the diagnosis.</summary>
public sealed record Cancer : Fact
{
    /// <summary>What cancer.</summary>
    public required Concept Code { get; init; }

    /// <summary>Whether it is a metastasis.</summary>
    public bool IsSecondary { get; init; }

    /// <summary>For a metastasis, the Condition of the primary cancer, when recorded.</summary>
    public string? Primary { get; init; }

    /// <summary>Histology with morphology and behaviour, when recorded on the condition itself.</summary>
    public Concept? Histology { get; init; }

    /// <summary>Where it is.</summary>
    public IReadOnlyList<BodySite> Sites { get; init; } = [];

    /// <summary>Such as <c>active</c>, <c>recurrence</c>, <c>relapse</c>, <c>remission</c>, <c>resolved</c>; null when not recorded.</summary>
    public string? ClinicalStatus { get; init; }

    /// <summary>Such as <c>confirmed</c>, <c>provisional</c>, <c>differential</c>; null when not recorded.</summary>
    public string? Verification { get; init; }

    /// <summary>When it ended (remission, cure), when recorded.</summary>
    public ClinicalDate? Abated { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Disease;

    /// <inheritdoc/>
    public override string Kind => IsSecondary ? "Metastasis" : "Diagnosis";

    /// <inheritdoc/>
    public override string Says => Join(Code.Plain, Histology?.Plain, string.Join("; ", Sites), ClinicalStatus, Verification is null or "confirmed" ? null : Verification);
}
