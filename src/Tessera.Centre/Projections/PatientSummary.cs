using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;

namespace Tessera.Centre.Projections;

/// <summary>One patient in a line: what lists and counts are made of. Empty texts mean "not recorded".</summary>
/// <param name="Patient">Logical id of the Patient.</param>
public sealed record PatientSummary(string Patient)
{
    /// <summary>Administrative gender; empty when not recorded.</summary>
    public string Sex { get; init; } = "";

    /// <summary>Year of birth; null when not recorded.</summary>
    public int? BirthYear { get; init; }

    /// <summary>Key of the group of the main cancer (<see cref="CancerType.Key"/>), <c>other</c> for one outside the groups; empty when no
    /// primary cancer is recorded.</summary>
    public string Cancer { get; init; } = "";

    /// <summary>The main cancer in words; empty when none is recorded.</summary>
    public string CancerText { get; init; } = "";

    /// <summary>Number of primary cancers.</summary>
    public int Cancers { get; init; }

    /// <summary>Main stage now, <c>0</c> to <c>IV</c>, <c>other</c> for one of another form; empty when not recorded.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Stage now as recorded, short: <c>IIIA</c>.</summary>
    public string StageText { get; init; } = "";

    /// <summary>Stage at diagnosis as recorded, short.</summary>
    public string StageAtDiagnosis { get; init; } = "";

    /// <summary>Whether a distant metastasis is recorded; false does not say that there is none.</summary>
    public bool IsMetastatic { get; init; }

    /// <summary>First day that may be meant by the date of diagnosis; null when not recorded.</summary>
    public DateOnly? Diagnosed { get; init; }

    /// <summary>Age at diagnosis in years; null when not known.</summary>
    public int? AgeAtDiagnosis { get; init; }

    /// <summary>Whether the patient has died; null when not recorded.</summary>
    public bool? IsDead { get; init; }

    /// <summary>Last contact; null when none is recorded.</summary>
    public DateOnly? LastContact { get; init; }

    /// <summary>Number of facts.</summary>
    public int Facts { get; init; }

    /// <summary>Number of contradictions.</summary>
    public int Contradictions { get; init; }

    /// <summary>Number of gaps.</summary>
    public int Gaps { get; init; }

    /// <summary>Sums a journey up.</summary>
    /// <param name="patient">Logical id of the Patient.</param>
    /// <param name="journey">The patient's journey.</param>
    public static PatientSummary Of(string patient, Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var cancer = journey.MainCancer;
        var now = journey.Staging.Now?.Short ?? "";
        return new PatientSummary(patient)
        {
            Sex = journey.Person.Gender ?? "",
            BirthYear = journey.Person.Born?.Year,
            Cancer = cancer is null ? "" : CancerTypes.Of(cancer.Code)?.Key ?? "other",
            CancerText = cancer?.Code.Plain ?? "",
            Cancers = journey.Cancers.Count(one => !one.IsSecondary),
            Stage = now.Length == 0 ? "" : Oncology.Journeys.Derived.StageText.Main(now) ?? "other",
            StageText = now,
            StageAtDiagnosis = journey.Staging.AtDiagnosis?.Short ?? "",
            IsMetastatic = journey.Staging.MetastaticSince is not null,
            Diagnosed = journey.Diagnosed,
            AgeAtDiagnosis = journey.Diagnosed is { } day ? journey.Person.AgeOn(day) : null,
            IsDead = journey.Person.IsDead,
            LastContact = journey.LastContact,
            Facts = journey.Facts.Count,
            Contradictions = journey.Contradictions.Count,
            Gaps = journey.Gaps.Count,
        };
    }
}
