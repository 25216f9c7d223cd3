namespace Tessera.Oncology.Journeys.Facts;

/// <summary>The patient, without name, address, number or contact: a journey carries nothing that identifies.</summary>
public sealed record Person
{
    /// <summary>The resource: <c>Patient/…</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Administrative gender (<c>male</c>, <c>female</c>, <c>other</c>, <c>unknown</c>); null when not recorded.</summary>
    public string? Gender { get; init; }

    /// <summary>Date of birth as precisely as recorded: <c>1965</c>, <c>1965-01</c>, <c>1965-01-01</c>; null when not recorded.</summary>
    public string? BirthDate { get; init; }

    /// <summary>US Core race and ethnicity in words; empty where not recorded, as in Europe.</summary>
    public IReadOnlyList<string> RaceAndEthnicity { get; init; } = [];

    /// <summary>Whether the patient has died; null when the record does not say.</summary>
    public bool? IsDead { get; init; }

    /// <summary>Date of death, as precisely as recorded.</summary>
    public string? DeathDate { get; init; }

    /// <summary>First day that may be the birthday; null when not recorded.</summary>
    public DateOnly? Born => BirthDate is { } text && Mcode.ClinicalDate.IsDate(text) ? new Mcode.ClinicalDate(text, null).First : null;

    /// <summary>First and last day that may be the day of death; null when not recorded.</summary>
    public Mcode.ClinicalDate? Died => DeathDate is { } text && Mcode.ClinicalDate.IsDate(text) ? new Mcode.ClinicalDate(text, null) : null;

    /// <summary>Age in whole years on a day; null when the birth date is missing or later.</summary>
    public int? AgeOn(DateOnly day)
    {
        if (Born is not { } born || day < born) return null;
        var years = day.Year - born.Year;
        return day < born.AddYears(years) ? years - 1 : years;
    }
}
