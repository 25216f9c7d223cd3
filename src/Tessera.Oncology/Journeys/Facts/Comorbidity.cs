using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Another condition that the patient has, or is stated not to have (Condition, mcode-comorbidities).</summary>
public sealed record Comorbidity : Fact
{
    /// <summary>Which condition.</summary>
    public required Concept Code { get; init; }

    /// <summary>False when the record says that the patient does not have it.</summary>
    public bool IsPresent { get; init; } = true;

    /// <summary>Such as <c>active</c> or <c>resolved</c>; null when not recorded.</summary>
    public string? ClinicalStatus { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Labs;

    /// <inheritdoc/>
    public override string Kind => "Comorbidity";

    /// <inheritdoc/>
    public override string Says => Join(IsPresent ? Code.Plain : $"no {Code.Plain}", ClinicalStatus is null or "active" ? null : ClinicalStatus);
}
