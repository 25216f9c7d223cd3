using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>A doctor of the synthetic centre, who orders medicines.</summary>
internal sealed record Doctor(int Number, string Family, string Given)
{
    /// <summary>Reference from the resources of a patient with this key.</summary>
    public string Reference(string patientKey) => $"Practitioner/{patientKey.AsSpan(0, patientKey.IndexOf('-', StringComparison.Ordinal))}-doctor-{Number}";

    public void Write(NdjsonFile file, long seed)
    {
        var json = file.Begin();
        json.Head("Practitioner"u8, $"syn{seed}-doctor-{Number}");
        json.WriteStartArray("name"u8);
        json.WriteStartObject();
        json.WriteString("family"u8, Family);
        json.WriteStartArray("given"u8);
        json.WriteStringValue(Given);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        file.End();
    }
}

/// <summary>The doctors of the synthetic centre.</summary>
internal static class Doctors
{
    public static readonly Doctor[] All =
    [
        new(1, "Okafor-Test", "Ifeoma"), new(2, "Lindqvist-Test", "Astrid"), new(3, "Moreau-Test", "Camille"), new(4, "Tanaka-Test", "Haruki"), new(5, "Silva-Test", "Rui"), new(6, "Novak-Test", "Eva"),
    ];

    /// <summary>The doctor of a patient.</summary>
    public static Doctor Of(SyntheticPatient patient) => All[patient.Number % All.Length];
}
