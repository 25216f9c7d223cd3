using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>An adverse event (AdverseEvent), with its CTCAE grade when recorded.</summary>
public sealed record AdverseReaction : Fact
{
    /// <summary>What happened.</summary>
    public required Concept Event { get; init; }

    /// <summary>CTCAE grade, 1 to 5; null when not recorded.</summary>
    public int? Grade { get; init; }

    /// <summary>Whether it is recorded as serious, in words; empty when not recorded.</summary>
    public string Seriousness { get; init; } = "";

    /// <summary>What is suspected to have caused it: resources.</summary>
    public IReadOnlyList<string> Suspects { get; init; } = [];

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Outcome;

    /// <inheritdoc/>
    public override string Kind => "Adverse event";

    /// <inheritdoc/>
    public override string Says => Join(Event.Plain, Grade is null ? null : $"grade {Grade}", Seriousness);

    /// <inheritdoc/>
    public override bool IsContact => true;
}
