using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Medicines given together in cycles.</summary>
internal sealed record Regimen(string Name, int Cycles, int CycleDays, params Part[] Parts)
{

    /// <summary>Given until the disease progresses: mean number of cycles until it does; 0 for a fixed number.</summary>
    public double MeanCycles { get; init; }

    /// <summary>Hormone treatment alone, which registries of systemic therapy such as SACT leave out.</summary>
    public bool IsEndocrine { get; init; }

    /// <summary>Chance in each cycle that side effects end it.</summary>
    public double StopChance { get; init; } = 0.07;

    /// <summary>Chance in each cycle that blood counts are too low.</summary>
    public double LowCounts { get; init; } = 0.08;

    /// <summary>Side effects to choose from.</summary>
    public (double, Toxicity)[] Toxicities { get; init; } = [];

    /// <summary>The regimen that follows it, such as a taxane after an anthracycline.</summary>
    public Regimen? FollowedBy { get; init; }

    /// <summary>First year in which it was in use, so that nobody gets a medicine before it existed.</summary>
    public int Since { get; init; }
}

/// <summary>One medicine of a regimen: dose and days of the cycle, or for oral ones dose per day and days of supply.</summary>
internal sealed record Part(Medicine Medicine, double Amount, DoseBasis Basis, params int[] Days)
{

    /// <summary>Dose of the first administration where it differs (a loading dose).</summary>
    public double? Loading { get; init; }

    public int FirstCycle { get; init; } = 1;

    /// <summary>Given in each n-th cycle only, as depot injections are.</summary>
    public int Every { get; init; } = 1;

    public int LastCycle { get; init; } = int.MaxValue;

    /// <summary>Largest single dose, such as 2 mg of vincristine.</summary>
    public double Cap { get; init; } = double.MaxValue;

    /// <summary>Days of an oral supply; dispensed at the start of the cycle.</summary>
    public int SupplyDays { get; init; }

    /// <summary>Dose by age instead of size, as intrathecal doses of children are.</summary>
    public bool ByAge { get; init; }
}

/// <summary>A medicine by generic name, ATC code, and RxNorm code where mCODE shows it.</summary>
internal sealed record Medicine(string Name, string Atc, Route Route = Route.Intravenous)
{
    public string? RxNorm { get; init; }
}

/// <summary>A term of the CTCAE, here as words: its codes are those of a licensed dictionary.</summary>
internal sealed record Toxicity(string Term, int MostGrade = 3);
