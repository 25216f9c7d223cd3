namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>The configuration of the mCODE Extraction Framework that reads a synthetic centre's files where they lie.</summary>
internal static class MefConfigurationText
{
    public const string Json =
        $$"""
        {
          "patientIdCsvPath": "patient-mrns.csv",
          "commonExtractorArgs": {
            "dataDirectory": ".",
            "sourceId": "synthetic",
            "identifierSystem": "{{SyntheticCodes.RecordNumbers}}"
          },
          "extractors": [
            { "label": "patient", "type": "CSVPatientExtractor", "constructorArgs": { "fileName": "patient-information.csv" } },
            { "label": "condition", "type": "CSVConditionExtractor", "constructorArgs": { "fileName": "condition-information.csv" } },
            { "label": "staging", "type": "CSVStagingExtractor", "constructorArgs": { "fileName": "staging-information.csv" } },
            { "label": "diseaseStatus", "type": "CSVCancerDiseaseStatusExtractor", "constructorArgs": { "fileName": "cancer-disease-status-information.csv" } },
            { "label": "observations", "type": "CSVObservationExtractor", "constructorArgs": { "fileName": "observation-information.csv" } },
            { "label": "procedures", "type": "CSVProcedureExtractor", "constructorArgs": { "fileName": "procedure-information.csv" } },
            { "label": "administrations", "type": "CSVCancerRelatedMedicationAdministrationExtractor", "constructorArgs": { "fileName": "cancer-related-medication-administration-information.csv" } },
            { "label": "requests", "type": "CSVCancerRelatedMedicationRequestExtractor", "constructorArgs": { "fileName": "cancer-related-medication-request-information.csv" } },
            { "label": "adverseEvents", "type": "CSVCTCAdverseEventExtractor", "constructorArgs": { "fileName": "ctc-adverse-event-information.csv" } },
            { "label": "encounters", "type": "CSVEncounterExtractor", "constructorArgs": { "fileName": "encounter-information.csv" } }
          ]
        }

        """;
}
