using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic;

/// <summary>Files that take one patient after the other: FHIR or CSV.</summary>
internal interface IPatientWriter : IDisposable
{
    /// <summary>Number of resources by type, or of rows by file.</summary>
    IReadOnlyDictionary<string, long> Counts { get; }

    /// <summary>Writes what is recorded of a patient.</summary>
    void Write(SyntheticPatient patient);

    /// <summary>Writes what was gathered and what stands once in a centre.</summary>
    void Finish();
}
