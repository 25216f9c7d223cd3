using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A report that ties results together: genomics (mcode-genomics-report) or another.</summary>
public sealed record Report : Fact
{
    /// <summary>What was reported.</summary>
    public required Concept Code { get; init; }

    /// <summary>Whether it is a genomics report.</summary>
    public bool IsGenomic { get; init; }

    /// <summary>Status: <c>final</c>, <c>preliminary</c>, <c>cancelled</c> …; null when not recorded.</summary>
    public string? Status { get; init; }

    /// <summary>The conclusion; empty when there is none.</summary>
    public string Conclusion { get; init; } = "";

    /// <summary>Number of results it refers to.</summary>
    public int Results { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => IsGenomic ? McodeGroup.Genomics : McodeGroup.Labs;

    /// <inheritdoc/>
    public override string Kind => IsGenomic ? "Genomics report" : "Report";

    /// <inheritdoc/>
    public override string Says => Join(Code.Plain, Results == 1 ? "1 result" : $"{Results} results", Status is null or "final" ? null : Status, Conclusion);

    /// <inheritdoc/>
    public override bool IsContact => Status != "cancelled";
}
