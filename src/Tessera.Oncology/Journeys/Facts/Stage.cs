using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A stage of a cancer in any system: a TNM stage group, FIGO, Ann Arbor, ISS, Binet, Gleason … (mcode-cancer-stage and its
/// children), or the summary that a Condition carries without an assessment.</summary>
public sealed record Stage : Fact
{
    /// <summary>What was staged by which kind of stage.</summary>
    public required Concept Type { get; init; }

    /// <summary>The stage as recorded.</summary>
    public required ObservedValue Value { get; init; }

    /// <summary>The stage in its shortest usual form: <c>IIB</c>, <c>Grade group 4</c>; see <see cref="Derived.StageText"/>.</summary>
    public required string Short { get; init; }

    /// <summary>What it rests on.</summary>
    public StagingBasis Basis { get; init; }

    /// <summary>The staging system, when recorded.</summary>
    public Concept? Method { get; init; }

    /// <summary>Whether it stands on the Condition as a summary, without a date of its own, and <see cref="Fact.Related"/> are the
    /// assessments that it sums up.</summary>
    public bool IsSummary { get; init; }

    /// <summary>Whether it is a TNM stage group.</summary>
    public bool IsTnm { get; init; }

    /// <summary>The Condition that is staged, when recorded.</summary>
    public string? Cancer { get; init; }

    /// <summary>Modifiers and prognostic factors that belong to it, in words: <c>Bulky disease: present</c>.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Disease;

    /// <inheritdoc/>
    public override string Kind => IsSummary ? "Stage summary" : IsTnm ? "TNM stage group" : "Stage";

    /// <inheritdoc/>
    public override string Says => Join(
        Short.Length > 0 ? Short : Value.ToString(),
        Basis switch { StagingBasis.Clinical => "clinical", StagingBasis.Pathologic => "pathologic", _ => IsTnm || IsSummary ? null : Type.Plain },
        Method?.Plain, string.Join(", ", Factors));
}
