using System.Text.Json;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Writes some of a patient's resources.</summary>
internal abstract class ResourceWriter(FhirFolder folder, SyntheticPatient patient)
{
    private readonly string subject = "Patient/" + patient.Key;
    private readonly string cancer = $"Condition/{patient.Key}-c0";

    protected SyntheticPatient Patient { get; } = patient;

    protected string Key { get; } = patient.Key;

    protected SyntheticFlavour Flavour => folder.Flavour;

    protected string Cancer => cancer;

    public abstract void Write();

    protected NdjsonFile File(string type) => folder[type];

    protected void Subject(Utf8JsonWriter json) => json.Reference("subject"u8, subject);

    protected string SubjectReference => subject;

    protected void Reason(Utf8JsonWriter json) => json.References("reasonReference"u8, cancer);
}
