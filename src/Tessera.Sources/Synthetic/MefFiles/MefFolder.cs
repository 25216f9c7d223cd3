using System.Text;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>The CSV files of a synthetic centre in the layouts of the mCODE Extraction Framework, with the configuration that reads them.</summary>
internal sealed class MefFolder : IPatientWriter
{
    private readonly List<CsvFile> all = [];
    private readonly WholeFiles files;
    private readonly long seed;

    public MefFolder(WholeFiles files, SyntheticFlavour flavour, long seed, ErrorList errors)
    {
        (this.files, this.seed, Flavour, Errors) = (files, seed, flavour, errors);
        Numbers = Open("patient-mrns", "mrn");
        Patients = Open("patient-information",
            "mrn,familyName,givenName,gender,birthsex,dateOfBirth,race,ethnicity,language,addressLine,city,state,zip");
        Conditions = Open("condition-information",
            "mrn,conditionId,codeSystem,code,displayName,category,dateOfDiagnosis,clinicalStatus,verificationStatus,bodySite,laterality,"
            + "histology");
        Stages = Open("staging-information", "mrn,conditionId,stageGroup,t,n,m,type,stagingSystem,stagingCodeSystem,effectiveDate");
        Statuses = Open("cancer-disease-status-information",
            "mrn,conditionId,diseaseStatusCode,diseaseStatusText,dateOfObservation,evidence,observationStatus,dateRecorded");
        Observations = Open("observation-information",
            "mrn,observationId,status,code,codeSystem,displayName,value,valueCodeSystem,effectiveDate,bodySite,laterality");
        Procedures = Open("procedure-information",
            "mrn,procedureId,conditionId,status,code,codeSystem,displayName,reasonCode,reasonCodeSystem,reasonDisplayName,effectiveDate,"
            + "bodySite,laterality,treatmentIntent");
        Administrations = Open("cancer-related-medication-administration-information",
            "mrn,medicationId,code,codeSystem,displayText,startDate,endDate,treatmentReasonCode,treatmentReasonCodeSystem,"
            + "treatmentReasonDisplayText,treatmentIntent,status");
        Requests = Open("cancer-related-medication-request-information",
            "mrn,requestId,code,codeSystem,displayText,treatmentReasonCode,treatmentReasonCodeSystem,treatmentReasonDisplayText,"
            + "procedureIntent,status,intent,authoredOn,requesterId,dosageRoute,asNeededCode,doseRateType,doseQuantityValue,"
            + "doseQuantityUnit,timingCode,timingEvent");
        AdverseEvents = Open("ctc-adverse-event-information",
            "mrn,adverseEventId,adverseEventCode,adverseEventCodeSystem,adverseEventCodeVersion,adverseEventDisplayText,adverseEventText,"
            + "suspectedCauseId,suspectedCauseType,seriousness,seriousnessCodeSystem,seriousnessDisplayText,category,categoryCodeSystem,"
            + "categoryDisplayText,studyId,effectiveDate,recordedDate,grade,expectation,resolvedDate,seriousnessOutcome,actor,functionCode");
        Visits = Open("encounter-information", "mrn,encounterId,status,classCode,classSystem,typeCode,typeSystem,startDate,endDate");
    }

    public SyntheticFlavour Flavour { get; }
    public ErrorList Errors { get; }
    public CsvFile Numbers { get; }
    public CsvFile Patients { get; }
    public CsvFile Conditions { get; }
    public CsvFile Stages { get; }
    public CsvFile Statuses { get; }
    public CsvFile Observations { get; }
    public CsvFile Procedures { get; }
    public CsvFile Administrations { get; }
    public CsvFile Requests { get; }
    public CsvFile AdverseEvents { get; }
    public CsvFile Visits { get; }

    public IReadOnlyDictionary<string, long> Counts => all.ToDictionary(file => file.Name, file => file.Rows);

    public void Write(SyntheticPatient patient)
    {
        var slips = new Draw(seed ^ FormatSeed, patient.Number);
        new PatientRows(this, patient, slips).Write();
        new DiseaseRows(this, patient, slips).Write();
        new FindingRows(this, patient, slips).Write();
        new TreatmentRows(this, patient, slips).Write();
    }

    public void Finish()
    {
        foreach (var file in all) file.Flush();
        using var text = new StreamWriter(files.Open("mef-config.json"), new UTF8Encoding(false), leaveOpen: true);
        text.Write(MefConfigurationText.Json);
    }

    public void Dispose()
    {
        // The files belong to the folder that opened them.
    }

    private const long FormatSeed = 104_729;

    private CsvFile Open(string name, string header)
    {
        var file = new CsvFile(files, name + ".csv", header);
        all.Add(file);
        return file;
    }
}
