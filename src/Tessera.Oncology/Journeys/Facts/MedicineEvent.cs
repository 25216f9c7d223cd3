using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>One order, dispense, administration or statement of a medicine.</summary>
public sealed record MedicineEvent : Fact
{
    /// <summary>Which kind; kinds are never mixed.</summary>
    public required MedicineEventKind How { get; init; }

    /// <summary>The medicine.</summary>
    public required Medicine Medicine { get; init; }

    /// <summary>Dose of one intake or infusion, when recorded.</summary>
    public Quantity? Dose { get; init; }

    /// <summary>Route, when recorded.</summary>
    public Concept? Route { get; init; }

    /// <summary>Days that a dispense lasts, when recorded.</summary>
    public decimal? DaysSupply { get; init; }

    /// <summary>For an order, the period it is meant for, when recorded.</summary>
    public ClinicalDate? MeantFor { get; init; }

    /// <summary>Curative, palliative … when recorded.</summary>
    public Concept? Intent { get; init; }

    /// <summary>Status as recorded: <c>completed</c>, <c>stopped</c>, <c>not-done</c>, <c>active</c> …; null when not recorded.</summary>
    public string? Status { get; init; }

    /// <summary>Why it was stopped or not done, when recorded.</summary>
    public Concept? StatusReason { get; init; }

    /// <summary>The order that it fulfils, when recorded.</summary>
    public string? Order { get; init; }

    /// <summary>The Condition it is given for, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <summary>Whether it was stopped.</summary>
    public bool IsStopped => Status is "stopped" or "cancelled";

    /// <summary>Whether it came about: an administration that was not done did not.</summary>
    public bool Happened => Status is not ("not-done" or "cancelled" or "declined" or "draft" or "not-taken");

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Treatment;

    /// <inheritdoc/>
    public override string Kind => How switch
    {
        MedicineEventKind.Ordered => "Ordered",
        MedicineEventKind.Dispensed => "Dispensed",
        MedicineEventKind.Administered => "Administered",
        _ => "Taken",
    };

    /// <inheritdoc/>
    public override string Says => Join(
        Medicine.Name, Dose?.ToString(), Route?.Plain, DaysSupply is null ? null : $"{DaysSupply:0.##} days' supply",
        Intent?.Plain, Status is null or "completed" or "active" or "in-progress" ? null : Status, StatusReason?.Plain);

    /// <inheritdoc/>
    public override bool IsContact => How is MedicineEventKind.Administered or MedicineEventKind.Dispensed && Happened;
}
