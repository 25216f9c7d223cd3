namespace Tessera.Sources.Synthetic.Story;

/// <summary>One result of one test, measurement or score: a number, a concept, or the reason why there is none.</summary>
internal sealed record Finding(FindingKind Kind, DateOnly On)
{
    public double Number { get; init; } = double.NaN;
    public Concept? Result { get; init; }

    /// <summary>A test that was ordered and not done.</summary>
    public bool Cancelled { get; init; }

    /// <summary>A number whose unit was not recorded.</summary>
    public bool UnitMissing { get; init; }

    /// <summary>Recorded under the laboratory's own code only.</summary>
    public bool LocalCode { get; init; }
}

/// <summary>A kind of result: what it is called, how it is measured, where it belongs in mCODE.</summary>
internal sealed class FindingKind(string category, Concept code)
{
    public Concept Code { get; } = code;

    /// <summary>Category of the base specification, such as <c>laboratory</c>.</summary>
    public string Category { get; } = category;

    /// <summary>Profile of a result that has a value, or null.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether mCODE calls it a tumour marker test.</summary>
    public bool IsMarker { get; init; }

    /// <summary>Whether mCODE's searches look for it under staging.</summary>
    public bool IsStaging { get; init; }

    /// <summary>UCUM unit; null for scores and coded results.</summary>
    public string? Unit { get; init; }

    public int Decimals { get; init; }

    /// <summary>A whole number without unit.</summary>
    public bool IsScore { get; init; }

    /// <summary>Reference range; both NaN when there is none.</summary>
    public double Low { get; init; } = double.NaN;

    public double High { get; init; } = double.NaN;
}
