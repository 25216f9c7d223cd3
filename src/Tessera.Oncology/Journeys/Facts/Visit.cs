using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A contact with the centre (Encounter).</summary>
public sealed record Visit : Fact
{
    /// <summary>What kind of contact, in words.</summary>
    public required string What { get; init; }

    /// <summary>Status as recorded; null when not recorded.</summary>
    public string? Status { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Patient;

    /// <inheritdoc/>
    public override string Kind => "Encounter";

    /// <inheritdoc/>
    public override string Says => Join(What, Status is null or "finished" ? null : Status);

    /// <inheritdoc/>
    public override bool IsContact => Status is not ("planned" or "cancelled");
}
