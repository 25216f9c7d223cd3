using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A T, N or M category (children of mcode-tnm-category).</summary>
public sealed record TnmCategory : Fact
{
    /// <summary>Which category.</summary>
    public required TnmPart Part { get; init; }

    /// <summary>The category as recorded.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>In its shortest usual form: <c>cT3</c>.</summary>
    public required string Short { get; init; }

    /// <summary>What it rests on.</summary>
    public StagingBasis Basis { get; init; }

    /// <summary>The staging system, when recorded.</summary>
    public Concept? Method { get; init; }

    /// <summary>The Condition that is staged, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <summary>Whether it says that there are distant metastases.</summary>
    public bool IsMetastatic => Part == TnmPart.M && Short.Contains("M1", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Disease;

    /// <inheritdoc/>
    public override string Kind => $"TNM {Part}";

    /// <inheritdoc/>
    public override string Says => Join(Short.Length > 0 ? Short : Value.ToString(), Basis switch { StagingBasis.Clinical => "clinical", StagingBasis.Pathologic => "pathologic", _ => null });
}
