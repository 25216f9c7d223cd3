using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>Surgery against cancer (mcode-cancer-related-surgical-procedure) or another procedure that is not radiotherapy.</summary>
public sealed record ProcedureDone : Fact
{
    /// <summary>What was done.</summary>
    public required Concept Code { get; init; }

    /// <summary>Whether it is surgery against the cancer; a biopsy or a scan is not.</summary>
    public bool IsSurgery { get; init; }

    /// <summary>Where.</summary>
    public IReadOnlyList<BodySite> Sites { get; init; } = [];

    /// <summary>Curative, palliative, diagnostic … when recorded.</summary>
    public Concept? Intent { get; init; }

    /// <summary>Status as recorded; null when not recorded.</summary>
    public string? Status { get; init; }

    /// <summary>Why it was not done or stopped, when recorded.</summary>
    public Concept? StatusReason { get; init; }

    /// <summary>The Condition it was done for, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <summary>Whether it came about.</summary>
    public bool Happened => Status is not ("not-done" or "preparation");

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Treatment;

    /// <inheritdoc/>
    public override string Kind => IsSurgery ? "Surgery" : "Procedure";

    /// <inheritdoc/>
    public override string Says => Join(Code.Plain, string.Join("; ", Sites), Intent?.Plain, Status is null or "completed" ? null : Status, StatusReason?.Plain);

    /// <inheritdoc/>
    public override bool IsContact => Happened;
}
