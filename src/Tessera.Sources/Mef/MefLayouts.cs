using Tessera.Sources.Mapping;
using Tessera.Sources.Mef.Layouts;

namespace Tessera.Sources.Mef;

/// <summary>The fourteen layouts by the extractor that reads them, in the order in which they are extracted: what others refer to first.</summary>
internal static class MefLayouts
{
    public static readonly IReadOnlyList<(string Extractor, Layout Layout)> All =
    [
        ("CSVPatientExtractor", PatientLayout.Layout),
        ("CSVConditionExtractor", ConditionLayout.Layout),
        ("CSVProcedureExtractor", ProcedureLayout.Layout),
        ("CSVCancerRelatedMedicationAdministrationExtractor", MedicationLayouts.Administration),
        ("CSVCancerRelatedMedicationRequestExtractor", MedicationLayouts.Request),
        ("CSVClinicalTrialInformationExtractor", TrialLayout.Layout),
        ("CSVStagingExtractor", StagingLayout.Layout),
        ("CSVCancerDiseaseStatusExtractor", DiseaseStatusLayout.Layout),
        ("CSVObservationExtractor", ObservationLayout.Layout),
        ("CSVTreatmentPlanChangeExtractor", CarePlanLayout.Layout),
        ("CSVAdverseEventExtractor", AdverseEventLayouts.Layout),
        ("CSVCTCAdverseEventExtractor", AdverseEventLayouts.CtcLayout),
        ("CSVEncounterExtractor", VisitLayouts.Encounter),
        ("CSVAppointmentExtractor", VisitLayouts.Appointment),
    ];

    /// <summary>The layout of an extractor, with its place in the order; null when MEF has no such extractor of files.</summary>
    public static (int Order, Layout Layout)? Find(string extractor)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Extractor == extractor) return (i, All[i].Layout);
        // The older name of the administrations.
        return extractor == "CSVCancerRelatedMedicationExtractor" ? (3, MedicationLayouts.Administration) : null;
    }
}
