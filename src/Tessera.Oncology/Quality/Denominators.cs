using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>The denominators, each with its words. <c>docs/quality.md</c> has them as a table.</summary>
internal static class Denominators
{
    public static readonly Denominator Patients = Denominator.OfPatients("patients", "all patients", _ => true);

    public static readonly Denominator Dead = Denominator.OfPatients("patients-known-to-have-died", "patients who are known to have died", outline => outline.Journey.Person.IsDead == true);

    public static readonly Denominator PrimaryCancer = Denominator.OfPatients("patients-with-primary-cancer", "patients with a primary cancer", outline => outline.HasPrimary);

    public static readonly Denominator StagedByTnm = Denominator.OfPatients(
        "patients-staged-by-tnm", "patients with a primary cancer that TNM stages: not of blood, lymph, brain or nerves", outline => outline.IsStagedByTnm);

    public static readonly Denominator StagedBySurgery = Denominator.OfPatients(
        "patients-staged-by-tnm-with-surgery", "patients with a primary cancer that TNM stages and surgery for cancer", outline => outline.IsStagedByTnm && outline.HasSurgery);

    public static readonly Denominator UsualMarker = Denominator.OfPatients(
        "patients-with-breast-or-prostate-cancer", "patients with breast or prostate cancer, of which markers are usually measured", outline => outline.HasUsualMarker);

    public static readonly Denominator Genomics = Denominator.OfPatients(
        "patients-with-genomics", "patients with a genomic variant or region studied", outline => outline.HasGenomics);

    public static readonly Denominator PrimaryWithoutEcog = Denominator.OfPatients(
        "patients-without-ecog", "patients with a primary cancer and no ECOG performance status", outline => outline.HasPrimary && !outline.HasEcog);

    public static readonly Denominator Records = Denominator.OfRecords("records", "records of the profile");

    public static readonly Denominator WithParent = Denominator.OfRecords("records-with-parent", "records of the profile that have the element around it");

    public static readonly Denominator PairedOrgan = Denominator.OfRecords(
        "cancers-of-paired-organs", "cancers of an organ with two sides: breast, lung, kidney, ovary, testis, eye", (outline, record) => outline.HasSides(record));

    public static readonly Denominator Ended = Denominator.OfRecords(
        "treatments-ended-early", "records of the profile whose status is stopped, on-hold, cancelled or not-done", (_, record) => IsEnded(record.Document.Root["status"]));

    public static readonly Denominator WithoutReasonReference = Denominator.OfRecords(
        "records-without-reason-reference", "records of the profile that refer to no condition as their reason", (_, record) => !record.Document.Root["reasonReference"].Exists);

    public static readonly Denominator WithoutReasonCode = Denominator.OfRecords(
        "records-without-reason-code", "records of the profile that name no reason by a code", (_, record) => !record.Document.Root["reasonCode"].Exists);

    public static readonly Denominator WithoutValue = Denominator.OfRecords(
        "records-without-value", "records of the profile without a value", (_, record) => !ElementProbe.ValueOf(record.Document.Root).Exists);

    public static readonly Denominator InactiveConditions = Denominator.OfRecords(
        "conditions-that-ended", "records of the profile whose clinical status is inactive, remission or resolved", (_, record) => HasEnded(record.Document.Root["clinicalStatus"]));

    /// <summary>The denominator of a must-support element: all records of its profile, but for those that only some records can have.</summary>
    public static Denominator OfMustSupport(string id, bool isPart)
    {
        var name = id[(id.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return name switch
        {
            "dataAbsentReason" => WithoutValue,
            "reasonCode" => WithoutReasonReference,
            "reasonReference" => WithoutReasonCode,
            "statusReason" => Ended,
            "abatement[x]" => InactiveConditions,
            _ => isPart ? WithParent : Records,
        };
    }

    private static bool HasEnded(FhirNode status)
    {
        foreach (var coding in status["coding"].Items)
            if (coding["code"] is var code && (code.TextEquals("inactive"u8) || code.TextEquals("remission"u8) || code.TextEquals("resolved"u8))) return true;
        return false;
    }

    private static bool IsEnded(FhirNode status) =>
        status.TextEquals("stopped"u8) || status.TextEquals("on-hold"u8) || status.TextEquals("cancelled"u8) || status.TextEquals("not-done"u8);
}
