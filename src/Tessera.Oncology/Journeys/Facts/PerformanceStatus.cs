using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>How well the patient manages daily life, on one of three scales.</summary>
public sealed record PerformanceStatus : Fact
{
    /// <summary>Which scale.</summary>
    public required PerformanceScale Scale { get; init; }

    /// <summary>The grade (ECOG 0 to 5) or percentage (Karnofsky, Lansky 0 to 100); null when not recorded as a number on the scale.</summary>
    public int? Score { get; init; }

    /// <summary>The value as recorded.</summary>
    public required ObservedValue Value { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Labs;

    /// <inheritdoc/>
    public override string Kind => Scale switch { PerformanceScale.Ecog => "ECOG", PerformanceScale.Karnofsky => "Karnofsky", _ => "Lansky" };

    /// <inheritdoc/>
    public override string Says => Score is { } score ? score.ToString(System.Globalization.CultureInfo.InvariantCulture) : Value.ToString();

    /// <inheritdoc/>
    public override bool IsContact => true;
}
