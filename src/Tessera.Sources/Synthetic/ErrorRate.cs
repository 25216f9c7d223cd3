namespace Tessera.Sources.Synthetic;

/// <summary>How often a kind of error is planted.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Rate">Part of the things named by <paramref name="Per"/>.</param>
/// <param name="Per">What the rate counts.</param>
internal sealed record ErrorRate(ErrorKind Kind, double Rate, string Per)
{
    /// <summary>An error of format, which only the CSV files have: FHIR files are always valid.</summary>
    public bool CsvOnly { get; init; }

    /// <summary>An extraction refuses the row.</summary>
    public bool Quarantined { get; init; }
}
