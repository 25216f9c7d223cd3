using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A statement about earlier metastatic cancer (mcode-history-of-metastatic-cancer).</summary>
public sealed record MetastasisHistory : Fact
{
    /// <summary>Which history.</summary>
    public required Concept Code { get; init; }

    /// <summary>Whether there was one; null when the record does not say.</summary>
    public bool? IsPresent { get; init; }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Labs;

    /// <inheritdoc/>
    public override string Kind => "History";

    /// <inheritdoc/>
    public override string Says => IsPresent switch { true => Code.Plain, false => $"no {char.ToLowerInvariant(Code.Plain[0])}{Code.Plain[1..]}", null => $"{Code.Plain}: not known" };
}
