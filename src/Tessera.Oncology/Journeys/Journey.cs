using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Journeys;

/// <summary>One patient's cancer story: everything that the records say, as typed facts with where they say it, and what follows from them.
/// Immutable; computed from documents alone, so that it can be thrown away and made again. Every use case is a function of it.</summary>
public sealed class Journey
{
    internal Journey(Person person, IReadOnlyList<Fact> facts, IReadOnlyList<LeftOut> leftOut)
    {
        (Person, Facts, LeftOut) = (person, facts, leftOut);
        Cancers = Of<Cancer>();
        Stages = Of<Stage>();
        TnmCategories = Of<TnmCategory>();
        Medicines = Of<MedicineEvent>();
        Procedures = Of<ProcedureDone>();
        Radiotherapy = Of<RadiotherapyCourse>();
        Measurements = Of<Measurement>();
        Variants = Of<Variant>();
        RegionsStudied = Of<RegionStudied>();
        PerformanceStatuses = Of<PerformanceStatus>();
        DiseaseStatuses = Of<DiseaseStatus>();
        (KnownSince, LastContact, LastContactEvidence) = Contacts.Of(facts);
        Progressions = Derived.Progressions.Of(this);
        Staging = new Staging(this);
        Exposures = Derived.Exposures.Of(Medicines);
        Contradictions = Derived.Contradictions.Of(this);
        Gaps = Derived.Gaps.Of(this);
    }

    /// <summary>The patient, without what identifies.</summary>
    public Person Person { get; }

    /// <summary>Every fact, by first day that may be meant, those without a date last.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>Primary and secondary cancers.</summary>
    public IReadOnlyList<Cancer> Cancers { get; }

    /// <summary>Stages in any system.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>T, N and M categories.</summary>
    public IReadOnlyList<TnmCategory> TnmCategories { get; }

    /// <summary>Orders, dispenses, administrations and statements of medicines.</summary>
    public IReadOnlyList<MedicineEvent> Medicines { get; }

    /// <summary>Surgery and other procedures.</summary>
    public IReadOnlyList<ProcedureDone> Procedures { get; }

    /// <summary>Courses of radiotherapy and their phases.</summary>
    public IReadOnlyList<RadiotherapyCourse> Radiotherapy { get; }

    /// <summary>Laboratory results, vital signs, tumour markers, other observations.</summary>
    public IReadOnlyList<Measurement> Measurements { get; }

    /// <summary>Variants that were looked for.</summary>
    public IReadOnlyList<Variant> Variants { get; }

    /// <summary>What genomic tests looked at.</summary>
    public IReadOnlyList<RegionStudied> RegionsStudied { get; }

    /// <summary>Performance status.</summary>
    public IReadOnlyList<PerformanceStatus> PerformanceStatuses { get; }

    /// <summary>Disease status.</summary>
    public IReadOnlyList<DiseaseStatus> DiseaseStatuses { get; }

    /// <summary>Each medicine's stretches of use, apart by kind.</summary>
    public IReadOnlyList<Exposure> Exposures { get; }

    /// <summary>Progressions and recurrences.</summary>
    public IReadOnlyList<Progression> Progressions { get; }

    /// <summary>The stage at diagnosis and now.</summary>
    public Staging Staging { get; }

    /// <summary>Statements that cannot all be true.</summary>
    public IReadOnlyList<Contradiction> Contradictions { get; }

    /// <summary>What is not known.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    /// <summary>Resources that are no part of the story.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; }

    /// <summary>First day of contact with the centre. What was before it is unknown, not empty; null when no contact is recorded.</summary>
    public DateOnly? KnownSince { get; }

    /// <summary>Last day on which somebody saw the patient or the patient's tissue; null when no contact is recorded.</summary>
    public DateOnly? LastContact { get; }

    /// <summary>The record that says <see cref="LastContact"/>, as <c>Type/id</c>; null without one.</summary>
    public string? LastContactEvidence { get; }

    /// <summary>The primary cancer that the story is about: the one diagnosed first; null when none is recorded.</summary>
    public Cancer? MainCancer => Cancers.FirstOrDefault(cancer => !cancer.IsSecondary);

    /// <summary>The first day of the diagnosis of <see cref="MainCancer"/>; null when not recorded.</summary>
    public DateOnly? Diagnosed => MainCancer?.Date?.First;

    /// <summary>Whether the record can say anything about a day: false before the first contact.</summary>
    public bool IsKnown(DateOnly day) => KnownSince is { } since && day >= since;

    /// <summary>The facts of one type, by date.</summary>
    public IReadOnlyList<T> Of<T>()
        where T : Fact
    {
        var found = new List<T>();
        foreach (var fact in Facts)
            if (fact is T one) found.Add(one);
        return found;
    }

    /// <summary>Whether a statement about a cancer is about this one: it says so, or it does not say and there is only one primary cancer.</summary>
    public bool IsAbout(string? stated, Cancer cancer)
    {
        ArgumentNullException.ThrowIfNull(cancer);
        return stated == cancer.Source || (stated is null && Cancers.Count(other => !other.IsSecondary) == 1 && !cancer.IsSecondary);
    }
}
