namespace Tessera.Oncology.Quality;

/// <summary>Of what an element is expected.</summary>
public sealed record Denominator
{
    private Denominator(string key, string words, bool ofPatients) => (Key, Words, IsOfPatients) = (key, words, ofPatients);

    /// <summary>Stable key, as JSON names it.</summary>
    public string Key { get; }

    /// <summary>The denominator in words.</summary>
    public string Words { get; }

    /// <summary>Whether patients are counted; else records.</summary>
    public bool IsOfPatients { get; }

    /// <summary>For patients: whether it is expected of this one.</summary>
    internal Func<PatientOutline, bool> Patients { get; init; } = _ => true;

    /// <summary>For records: whether it is expected of this one of the profile.</summary>
    internal Func<PatientOutline, QualityRecord, bool> Records { get; init; } = (_, _) => true;

    internal static Denominator OfPatients(string key, string words, Func<PatientOutline, bool> patients) => new(key, words, ofPatients: true) { Patients = patients };

    internal static Denominator OfRecords(string key, string words, Func<PatientOutline, QualityRecord, bool>? records = null) =>
        new(key, words, ofPatients: false) { Records = records ?? ((_, _) => true) };
}
