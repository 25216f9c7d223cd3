using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Journeys.Reading;

namespace Tessera.Oncology.Journeys;

/// <summary>Makes journeys out of documents. One per vocabulary; any number of threads may use it.</summary>
public sealed class JourneyReader
{
    private static readonly HashSet<string> OfPatient = new(StringComparer.Ordinal)
    {
        "AdverseEvent", "BodyStructure", "Condition", "DiagnosticReport", "Encounter", "MedicationAdministration", "MedicationDispense",
        "MedicationRequest", "MedicationStatement", "Observation", "Patient", "Procedure", "Specimen",
    };

    private readonly NameTable names;
    private readonly Fields fields;
    private readonly ConceptCache concepts;
    private readonly TextCache texts = new();

    /// <summary>Prepares a reader.</summary>
    /// <param name="names">The vocabulary of the documents it will get.</param>
    public JourneyReader(NameTable names)
    {
        ArgumentNullException.ThrowIfNull(names);
        this.names = names;
        fields = new Fields(names);
        concepts = new ConceptCache(fields);
    }

    /// <summary>Types of the patient's compartment that a journey reads.</summary>
    public static IReadOnlySet<string> Types => OfPatient;

    /// <summary>Resources that several patients' records share and that these documents refer to without being among them:
    /// Medications. A journey needs them beside the patient's own.</summary>
    public IReadOnlyCollection<(string Type, string Id)> Missing(IReadOnlyList<FhirDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        HashSet<(string, string)>? missing = null;
        foreach (var document in documents)
            if (ResourceIndex.Normal(document.Root[fields.MedicationReference][fields.Reference]) is { } reference && reference.StartsWith("Medication/", StringComparison.Ordinal))
                (missing ??= []).Add(("Medication", reference["Medication/".Length..]));
        if (missing is null) return [];
        foreach (var document in documents)
            if (document is { ResourceType: "Medication", Id: { } id }) missing.Remove(("Medication", id));
        return missing;
    }

    /// <summary>Reads one patient's story.</summary>
    /// <param name="patientId">Logical id of the Patient.</param>
    /// <param name="documents">The Patient, the resources about the patient and those that they refer to, in any order; other types are passed over.</param>
    /// <returns>The journey, or null when the Patient is not among the documents.</returns>
    /// <exception cref="ArgumentException">A document was read with another vocabulary.</exception>
    public Journey? Read(string patientId, IReadOnlyList<FhirDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents)
            if (!ReferenceEquals(document.Names, names)) throw new ArgumentException("A document was read with another vocabulary.", nameof(documents));
        var records = PatientRecord.Of(fields, documents);
        var index = new ResourceIndex(fields, records);
        var reports = new ReportIndex(fields, records);
        Person? person = null;
        var facts = new List<Fact>(documents.Count);
        var leftOut = new List<LeftOut>();
        foreach (var one in records)
        {
            if (one.Type == "Medication") continue;
            var record = new RecordReader(fields, concepts, texts, index, one);
            if (one.Type != "Patient") Read(one.Type, record, reports, facts, leftOut);
            else if (one.Id == patientId) person = PersonReader.Read(record);
        }

        if (person is null) return null;
        RemoveVolumes(facts, leftOut);
        return new Journey(person, Ordered(facts), leftOut);
    }

    // A radiotherapy volume is a BodyStructure too; its course tells it with its dose.
    private static void RemoveVolumes(List<Fact> facts, List<LeftOut> leftOut)
    {
        var treated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fact in facts)
            if (fact is RadiotherapyCourse course) treated.UnionWith(course.Related);
        facts.RemoveAll(fact => fact is Tumor structure && treated.Contains(structure.Source));
        foreach (var fact in facts)
            if (fact is Tumor { IsVolume: true }) leftOut.Add(new LeftOut(fact.Source, "a radiotherapy volume that no course refers to"));
        facts.RemoveAll(fact => fact is Tumor { IsVolume: true });
    }

    private static void Read(string type, in RecordReader record, ReportIndex reports, List<Fact> facts, List<LeftOut> leftOut)
    {
        var profile = record.Profile();
        if (WhyNot(type, record, profile) is { } reason)
        {
            leftOut.Add(new LeftOut(record.Source, reason));
            return;
        }

        var before = facts.Count;
        switch (type)
        {
            case "Condition": ConditionFacts.Read(record, profile, facts); break;
            case "Observation": ObservationFacts.Read(record, profile, reports, facts); break;
            default:
                if (Single(type, record, profile) is { } fact) facts.Add(fact);
                break;
        }

        if (facts.Count == before) leftOut.Add(new LeftOut(record.Source, profile == "mcode-comorbidities" ? "its conditions have records of their own" : "says nothing that a journey reads"));
    }

    private static Fact? Single(string type, in RecordReader record, string? profile) => type switch
    {
        "BodyStructure" => TissueFacts.Tumor(record, profile),
        "Specimen" => TissueFacts.Specimen(record),
        "DiagnosticReport" => GenomicFacts.Report(record, profile),
        "MedicationRequest" => MedicineFacts.Read(record, MedicineEventKind.Ordered),
        "MedicationDispense" => MedicineFacts.Read(record, MedicineEventKind.Dispensed),
        "MedicationAdministration" => MedicineFacts.Read(record, MedicineEventKind.Administered),
        "MedicationStatement" => MedicineFacts.Read(record, MedicineEventKind.Stated),
        "Procedure" => ProcedureFacts.Read(record, profile),
        "AdverseEvent" => OutcomeFacts.AdverseEvent(record),
        "Encounter" => VisitFacts.Read(record),
        _ => null,
    };

    // A cancelled genomic test is a fact: the region was asked for and not studied.
    private static string? WhyNot(string type, in RecordReader record, string? profile)
    {
        if (record.Status() is "entered-in-error" or "enteredInError") return "entered in error";
        if (type == "Observation" && record.Status() == "cancelled" && profile != "mcode-genomic-region-studied") return "cancelled";
        if (type != "Condition") return null;
        return record.Word(record.Root[record.Fields.VerificationStatus]) switch { "entered-in-error" => "entered in error", "refuted" => "refuted", _ => null };
    }

    private static Fact[] Ordered(List<Fact> facts)
    {
        var ordered = facts.ToArray();
        var keys = new (int Day, int Group, string Source, int Place)[ordered.Length];
        for (var at = 0; at < ordered.Length; at++)
            keys[at] = (ordered[at].Date is { Start.Length: > 0 } date ? date.First.DayNumber : ordered[at].Date?.Last.DayNumber ?? int.MaxValue, (int)ordered[at].Group, ordered[at].Source, at);
        Array.Sort(keys, ordered, Order.Instance);
        return ordered;
    }

    private sealed class Order : IComparer<(int Day, int Group, string Source, int Place)>
    {
        public static readonly Order Instance = new();

        public int Compare((int Day, int Group, string Source, int Place) left, (int Day, int Group, string Source, int Place) right)
        {
            var day = left.Day.CompareTo(right.Day);
            if (day != 0) return day;
            var group = left.Group.CompareTo(right.Group);
            if (group != 0) return group;
            var source = string.CompareOrdinal(left.Source, right.Source);
            return source != 0 ? source : left.Place.CompareTo(right.Place);
        }
    }
}
