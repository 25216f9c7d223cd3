using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>The NDJSON files of a synthetic centre, by resource type.</summary>
internal sealed class FhirFolder(WholeFiles files, SyntheticFlavour flavour, long seed) : IPatientWriter
{
    private readonly SortedDictionary<string, NdjsonFile> byType = new(StringComparer.Ordinal);

    public SyntheticFlavour Flavour { get; } = flavour;

    /// <summary>Number of resources by type.</summary>
    public IReadOnlyDictionary<string, long> Counts => byType.ToDictionary(pair => pair.Key, pair => pair.Value.Count);

    public NdjsonFile this[string type] => byType.TryGetValue(type, out var file) ? file : byType[type] = new NdjsonFile(files, type);

    /// <summary>Writes all resources of a patient.</summary>
    public void Write(SyntheticPatient patient)
    {
        new PatientResources(this, patient).Write();
        new DiseaseResources(this, patient).Write();
        new StageResources(this, patient).Write();
        new FindingResources(this, patient).Write();
        new GenomicResources(this, patient).Write();
        new MedicineResources(this, patient).Write();
        new ProcedureResources(this, patient).Write();
    }

    public void Finish()
    {
        foreach (var doctor in Doctors.All) doctor.Write(this["Practitioner"], seed);
        foreach (var file in byType.Values) file.Flush();
    }

    public void Dispose()
    {
        foreach (var file in byType.Values) file.Dispose();
    }
}
