namespace Tessera.Sources.Tests.Mef;

/// <summary>One patient of whom every file has a row that fills every column, with texts of our own and no value that is the default.</summary>
internal static class FullRows
{
    private static readonly (string File, string Header, string Row)[] Rows =
    [
        ("patient", "mrn,familyName,givenName,gender,birthsex,dateOfBirth,race,ethnicity,language,addressLine,city,state,zip",
            "p1,Nobody,Nina,female,F,1961-02-03,2028-9,2186-5,de,1 Lane,Town,NY,10001"),
        ("condition", "mrn,conditionId,codeSystem,code,displayName,category,dateOfDiagnosis,clinicalStatus,verificationStatus,bodySite,laterality,histology",
            "p1,c1,http://hl7.org/fhir/sid/icd-10-cm,C50.911,Cancer of the breast,problem-list-item,2021-01-02,active,confirmed,80248007,7771000,413448000"),
        ("cancer-disease-status", "mrn,conditionId,diseaseStatusCode,diseaseStatusText,dateOfObservation,evidence,observationStatus,dateRecorded",
            "p1,c1,268910001,better,2021-06-02,363679005|252416005,amended,2021-06-03"),
        ("clinical-trial", "mrn,trialSubjectID,enrollmentStatus,trialResearchID,trialStatus,trialResearchSystem,startDate,endDate",
            "p1,s1,on-study,t1,active,urn:trials,2021-03-02,2021-09-02"),
        ("treatment-plan-change", "mrn,reasonCode,reasonDisplayText,changed,dateOfCarePlan,dateRecorded", "p1,281647001,reaction,true,2021-05-02,2021-05-03"),
        ("staging", "mrn,conditionId,stageGroup,t,n,m,type,stagingSystem,stagingCodeSystem,effectiveDate", "p1,c1,3C,T3,N3,M0,Clinical,C146985,http://ncimeta.nci.nih.gov,2021-01-12"),
        ("cancer-related-medication-administration",
            "mrn,medicationId,code,codeSystem,displayText,startDate,endDate,treatmentReasonCode,treatmentReasonCodeSystem,treatmentReasonDisplayText,treatmentIntent,status",
            "p1,m1,56946,http://www.nlm.nih.gov/research/umls/rxnorm,paclitaxel,2021-02-02,2021-02-12,C50.911,http://hl7.org/fhir/sid/icd-10-cm,cancer,373808002,completed"),
        ("cancer-related-medication-request",
            "mrn,requestId,code,codeSystem,displayText,treatmentReasonCode,treatmentReasonCodeSystem,treatmentReasonDisplayText,procedureIntent,status,intent,authoredOn,requesterId,dosageRoute,asNeededCode,doseRateType,doseQuantityValue,doseQuantityUnit,timingCode,timingEvent",
            "p1,r1,56946,http://www.nlm.nih.gov/research/umls/rxnorm,paclitaxel,C50.911,http://hl7.org/fhir/sid/icd-10-cm,cancer,373808002,active,order,2021-02-01,d1,26643006,1152001,ordered,50,mg,QD,2021-02-03"),
        ("procedure", "mrn,procedureId,conditionId,status,code,codeSystem,displayName,reasonCode,reasonCodeSystem,reasonDisplayName,effectiveDate,bodySite,laterality,treatmentIntent",
            "p1,x1,c1,completed,64368001,http://snomed.info/sct,part of the breast,C50.911,http://hl7.org/fhir/sid/icd-10-cm,cancer,2021-04-02,80248007,7771000,373808002"),
        ("observation", "mrn,observationId,status,code,codeSystem,displayName,value,valueCodeSystem,effectiveDate,bodySite,laterality",
            "p1,o1,final,2857-1,http://loinc.org,marker,260385009,http://snomed.info/sct,2021-01-22,80248007,7771000"),
        ("adverse-event", "mrn,adverseEventId,adverseEventCode,adverseEventCodeSystem,adverseEventDisplayText,suspectedCauseId,suspectedCauseType,seriousness,seriousnessCodeSystem,seriousnessDisplayText,category,categoryCodeSystem,categoryDisplayText,severity,actuality,studyId,effectiveDate,recordedDate",
            "p1,a1,NAUSEA,urn:events,sick,m1,Medication,high,urn:serious,rather,mix,urn:kinds,mixed up,mild,potential,t1,2021-02-04,2021-02-05"),
        ("ctc-adverse-event", "mrn,adverseEventId,adverseEventCode,adverseEventCodeSystem,adverseEventCodeVersion,adverseEventDisplayText,adverseEventText,suspectedCauseId,suspectedCauseType,seriousness,seriousnessCodeSystem,seriousnessDisplayText,category,categoryCodeSystem,categoryDisplayText,studyId,effectiveDate,recordedDate,grade,expectation,resolvedDate,seriousnessOutcome,actor,functionCode",
            "p1,a1,NAUSEA,urn:events,5,Nausea,sick,x1,Procedure,high,urn:serious,rather,mix,urn:kinds,mixed up,t1,2021-02-04,2021-02-05,2,C41333,2021-02-06,C113380,d1,PART"),
        ("encounter", "mrn,encounterId,status,classCode,classSystem,typeCode,typeSystem,startDate,endDate",
            "p1,e1,finished,AMB,http://terminology.hl7.org/CodeSystem/v3-ActCode,11429006,http://snomed.info/sct,2021-01-05,2021-01-06"),
        ("appointment", "mrn,appointmentId,status,serviceCategory,serviceType,appointmentType,specialty,start,end,cancelationCode,description",
            "p1,b1,cancelled,35,175,CHECKUP,394592004,2021-01-07T09:00:00Z,2021-01-07T10:00:00Z,pat-cpp,first visit"),
    ];

    public static MefFolder Write()
    {
        var folder = new MefFolder();
        folder.Write("patient-mrns.csv", "mrn\np1\n");
        foreach (var (file, header, row) in Rows) folder.Write(file + "-information.csv", $"{header}\n{row}\n");
        folder.WriteConfig();
        return folder;
    }
}
