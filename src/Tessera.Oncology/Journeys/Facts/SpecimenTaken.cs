using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A piece of tissue or blood (mcode-human-specimen). Its date is that of the collection.</summary>
public sealed record SpecimenTaken : Fact
{
    /// <summary>What it is, when recorded.</summary>
    public Concept? Type { get; init; }

    /// <summary>Where it was taken, when recorded.</summary>
    public BodySite? Site { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Patient;

    /// <inheritdoc/>
    public override string Kind => "Specimen";

    /// <inheritdoc/>
    public override string Says => Type is null && Site is null ? "type not recorded" : Join(Type?.Plain, Site?.ToString());

    /// <inheritdoc/>
    public override bool IsContact => true;
}
