using System.Globalization;
using System.Reflection;
using System.Text;
using Tessera.Sources.Synthetic.MefFiles;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.EuropeanFiles;

/// <summary>The files of a synthetic centre as a European system exports them, with the mapping that reads them: semicolons, decimal commas, days
/// before months, windows-1252, German headings, ICD-10 and ATC.</summary>
internal sealed class EuropeanFolder : IPatientWriter
{
    private const string MappingResource = "european-mapping.yaml";

    // A letter that the encoding does not have loses its accent, as it does in such systems.
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252, new Unaccented(), DecoderFallback.ExceptionFallback)!;

    private readonly List<CsvFile> all = [];
    private readonly WholeFiles files;

    public EuropeanFolder(WholeFiles files)
    {
        this.files = files;
        Patients = Open("patienten", "PatNr;Nachname;Vorname;Geschlecht;Geburtsdatum;Sterbedatum;Strasse;PLZ;Ort");
        Diagnoses = Open("diagnosen", "PatNr;DiagnoseNr;Art;ICD10;Klartext;Diagnosedatum;Zustand;Seite;Organ;Histologie");
        Stages = Open("stadien", "PatNr;StadiumNr;DiagnoseNr;System;Verfahren;Datum;T;N;M;Verfahren_M;Stadium;Auflage");
        Courses = Open("verlauf", "PatNr;VerlaufNr;DiagnoseNr;Datum;Beurteilung;Grundlage");
        Findings = Open("befunde", "PatNr;BefundNr;Art;Datum;LOINC;Bezeichnung;Wert;Einheit;Ergebnis");
        Procedures = Open("eingriffe", "PatNr;EingriffNr;DiagnoseNr;Art;Code;Bezeichnung;Datum;Organ;Ziel");
        Doses = Open("gaben", "PatNr;GabeNr;DiagnoseNr;ATC;Wirkstoff;Datum;Dosis;Einheit;Ziel;Status");
        Orders = Open("verordnungen", "PatNr;VerordnungNr;DiagnoseNr;ATC;Wirkstoff;Datum;Ziel;Status;Abbruchgrund;Weg;Dosis;Einheit");
        Effects = Open("nebenwirkungen", "PatNr;NebenwirkungNr;Kuerzel;Begriff;Grad;Datum;Ende;GabeNr");
        Contacts = Open("kontakte", "PatNr;KontaktNr;Art;Von;Bis");
    }

    public CsvFile Patients { get; }
    public CsvFile Diagnoses { get; }
    public CsvFile Stages { get; }
    public CsvFile Courses { get; }
    public CsvFile Findings { get; }
    public CsvFile Procedures { get; }
    public CsvFile Doses { get; }
    public CsvFile Orders { get; }
    public CsvFile Effects { get; }
    public CsvFile Contacts { get; }

    public IReadOnlyDictionary<string, long> Counts => all.ToDictionary(file => file.Name, file => file.Rows);

    public void Write(SyntheticPatient patient)
    {
        new DiseaseRows(this, patient).Write();
        new TreatmentRows(this, patient).Write();
    }

    public void Finish()
    {
        foreach (var file in all) file.Flush();
        using var mapping = Assembly.GetExecutingAssembly().GetManifestResourceStream(MappingResource)!;
        mapping.CopyTo(files.Open("mapping.yaml"));
        using var configuration = new StreamWriter(files.Open("tessera.yaml"), new UTF8Encoding(false), leaveOpen: true);
        configuration.Write("name: Synthetisches Zentrum\ntimeZone: Europe/Berlin\nsources:\n  - mapping: mapping.yaml\n");
    }

    public void Dispose()
    {
        // The files belong to the folder that opened them.
    }

    public static string Date(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString(CultureInfo.InvariantCulture).Replace('.', ',');

    private CsvFile Open(string name, string header)
    {
        var file = new CsvFile(files, name + ".csv", header, ';', Windows);
        all.Add(file);
        return file;
    }
}
