using Tessera.Centre.Vanishing;
using Tessera.Fhir.Definitions;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>A folder with a mapping and two files that change from step to step, as those of a centre do.</summary>
internal sealed class SmallSource
{
    public const string Mapping = """
        source: small
        version: 1
        timeZone: Europe/Berlin
        patients: urn:oid:2.999.1
        format: { delimiter: ";" }
        maps:
          sex: { m: male, w: female }
        tables:
          patients:
            files: patients.csv
            patient: PatNo
            key: PatNo
            resources:
              - profile: mcode-cancer-patient
                identifier: { system: "urn:oid:2.999.1", value: $PatNo }
                name: { family: $Name, given: $Given }
                gender: $Sex | map sex
                birthDate: $Born
          diagnoses:
            files: diagnoses.csv
            patient: PatNo
            key: TumourNo
            required: Code
            resources:
              - profile: mcode-primary-cancer-condition
                category: { system: http://terminology.hl7.org/CodeSystem/condition-category, code: problem-list-item }
                clinicalStatus: { system: http://terminology.hl7.org/CodeSystem/condition-clinical, code: active }
                code: { system: http://hl7.org/fhir/sid/icd-10-cm, code: $Code }
                subject: patient
                onsetDateTime: $Date
                recordedDate: $Recorded
        """;

    private static readonly ResourceIds Ids = new(new byte[ResourceIds.KeyLength]);
    private readonly string folder;
    private readonly FhirDefinitions definitions;

    public SmallSource(string folder, FhirDefinitions definitions)
    {
        (this.folder, this.definitions) = (Directory.CreateDirectory(folder).FullName, definitions);
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), Mapping);
    }

    public List<string> Patients { get; } = [];

    public List<string> Diagnoses { get; } = [];

    public VanishedPolicy Vanished { get; set; } = VanishedPolicy.Keep;

    public bool IsIncremental { get; set; }

    /// <summary>Whether it says that it gave less than it has.</summary>
    public bool HasGaps { get; set; }

    public static string Patient(int number, string sex = "w", string born = "1950-02-03") => $"{number};Name{number};Given;{sex};{born}";

    public static string Diagnosis(int number, int patient, string code = "C50.9", string date = "2020-05-06", string recorded = "2020-06-01") =>
        $"t{number};{patient};{code};{date};{recorded}";

    /// <summary>The source as its files are now.</summary>
    public ImportSource Open()
    {
        File.WriteAllLines(Path.Combine(folder, "patients.csv"), Patients.Prepend("PatNo;Name;Given;Sex;Born"));
        File.WriteAllLines(Path.Combine(folder, "diagnoses.csv"), Diagnoses.Prepend("TumourNo;PatNo;Code;Date;Recorded"));
        Assert.True(MappedSource.TryOpen(Path.Combine(folder, "mapping.yaml"), definitions, Ids, null, out var source, out var issues), string.Join('\n', issues));
        return ImportSource.Of(source) with { Vanished = Vanished, IsIncremental = IsIncremental, MarkColumn = "Recorded", HasGaps = () => HasGaps };
    }

    /// <summary>Imports the files as they are now.</summary>
    public Task<Runs.ImportAccount> Import(CentreNode node, bool full = false) =>
        new ImportRun(node.Validator, node.Clock).Run(Open().For(node, full), new StoreSink(node), null, CancellationToken.None);
}
