namespace Tessera.Sources.Drafting;

/// <summary>Drafts the resources of a file from the roles of its columns.</summary>
internal sealed class ResourceDraft(RoleFinder roles, string source)
{
    private const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";

    private const string Cancer = "C0, C1, C2, C3, C4, C5, C6, C70, C71, C72, C73, C74, C75, C76, C8, C9, D0, D1, D2, D3, D4";

    private static readonly ColumnRole[] OfPatient =
        [ColumnRole.Patient, ColumnRole.Family, ColumnRole.Given, ColumnRole.Sex, ColumnRole.Birth, ColumnRole.Death, ColumnRole.PostalCode];

    private bool HasDiagnosis => roles[ColumnRole.Diagnosis] is not null;

    private bool HasMedicine => roles[ColumnRole.Medicine] is not null || (roles[ColumnRole.MedicineText] is not null && !HasDiagnosis);

    private bool HasFinding => roles[ColumnRole.Finding] is not null || (roles[ColumnRole.FindingText] is not null && roles[ColumnRole.Value] is not null);

    /// <summary>Whether the rows say more than who the patient is.</summary>
    public bool HasEvents => HasDiagnosis || HasMedicine || HasFinding;

    /// <summary>The columns that feed the patient.</summary>
    public IReadOnlyList<ColumnSample> PatientColumns => [.. OfPatient.Select(role => roles[role]?.Column).OfType<ColumnSample>()];

    /// <summary>The columns that feed the rest.</summary>
    public IReadOnlyList<ColumnSample> EventColumns
    {
        get
        {
            var wanted = new List<ColumnRole>();
            if (HasDiagnosis) wanted.AddRange([ColumnRole.Diagnosis, ColumnRole.DiagnosisText]);
            if (HasMedicine) wanted.AddRange([ColumnRole.Medicine, ColumnRole.MedicineText, ColumnRole.Dose, ColumnRole.End]);
            if (HasFinding) wanted.AddRange([ColumnRole.Finding, ColumnRole.FindingText, ColumnRole.Value]);
            if (HasFinding || (HasMedicine && roles[ColumnRole.Dose] is not null)) wanted.Add(ColumnRole.Unit);
            if (HasEvents) wanted.Add(ColumnRole.Start);
            return [.. wanted.Select(role => roles[role]?.Column).OfType<ColumnSample>()];
        }
    }

    public void WritePatient(DraftText text)
    {
        text.Line(3, "- profile: mcode-cancer-patient");
        text.Line(4, $"identifier: {{ system: \"urn:tessera:{source}:patients\", value: {Cell(ColumnRole.Patient)} }}");
        if (roles[ColumnRole.Family] is { } family)
            text.Line(4, $"name: {{ family: {Cell(ColumnRole.Family)}{(roles[ColumnRole.Given] is null ? "" : $", given: {Cell(ColumnRole.Given)}")} }}", family.Confidence);
        else text.Line(4, "name: { extension: { url: data-absent-reason, valueCode: unknown } }", "mCODE asks for a name, and no column seems to hold one");
        if (roles[ColumnRole.Sex] is { } sex) text.Line(4, $"gender: {DraftText.Scalar($"${sex.Column.Header} | map sex")}", $"{sex.Confidence}; a word that the map does not have quarantines the row");
        else text.Line(4, "gender: unknown", "mCODE asks for it, and no column seems to hold it");
        if (roles[ColumnRole.Birth] is { } birth) text.Line(4, $"birthDate: {Cell(ColumnRole.Birth)}", birth.Confidence);
        if (roles[ColumnRole.Death] is { } death) text.Line(4, $"deceasedDateTime: {Cell(ColumnRole.Death)}", death.Confidence);
        if (roles[ColumnRole.PostalCode] is { } code) text.Line(4, $"address: {{ postalCode: {Cell(ColumnRole.PostalCode)} }}", code.Confidence);
    }

    public void WriteEvents(DraftText text)
    {
        if (HasDiagnosis) WriteDiagnoses(text);
        if (HasMedicine) WriteMedicine(text);
        if (HasFinding) WriteFinding(text);
        if (HasEvents) return;
        text.Comment(3, "What the rows say is not decided: put the profile here that fits, such as mcode-cancer-related-surgical-procedure, and its elements.");
        text.Line(3, "- resource: Basic").Line(4, "code: { text: not decided }").Line(4, "subject: patient");
    }

    private void WriteDiagnoses(DraftText text)
    {
        var column = roles[ColumnRole.Diagnosis]!;
        var system = roles.Language == "de" ? "http://fhir.de/CodeSystem/bfarm/icd-10-gm" : "http://hl7.org/fhir/sid/icd-10";
        text.Comment(3, $"ICD-10 in {column.Column.Header}; {column.Confidence}. Written as {(roles.Language == "de" ? "ICD-10-GM" : "the WHO's ICD-10")}: change the system where it is another edition.");
        Diagnosis("mcode-primary-cancer-condition", "primary", $"starts with {Cancer}");
        Diagnosis("mcode-secondary-cancer-condition", "secondary", "starts with C77, C78, C79");
        Diagnosis(null, "other", "does not start with C, D0, D1, D2, D3, D4");

        void Diagnosis(string? profile, string word, string when)
        {
            text.Line(3, profile is null ? "- resource: Condition" : $"- profile: {profile}").Line(4, $"as: {word}");
            text.Line(4, $"if: \"{Escaped(column.Column)} {when}\"");
            text.Line(4, "category: { system: http://terminology.hl7.org/CodeSystem/condition-category, code: problem-list-item }");
            var words = roles[ColumnRole.DiagnosisText] is null ? "" : $", text: {Cell(ColumnRole.DiagnosisText)}";
            text.Line(4, $"code: {{ system: {system}, code: {Cell(ColumnRole.Diagnosis)}{words} }}").Line(4, "subject: patient");
            if (roles[ColumnRole.Start] is { } start) text.Line(4, $"onsetDateTime: {Cell(ColumnRole.Start)}", $"{start.Confidence}; is it the day of the diagnosis?");
        }
    }

    private void WriteMedicine(DraftText text)
    {
        var isOrder = roles[ColumnRole.Start] is null;
        var (code, words) = (roles[ColumnRole.Medicine], roles[ColumnRole.MedicineText]);
        text.Line(3, $"- profile: mcode-cancer-related-medication-{(isOrder ? "request" : "administration")}").Line(4, "as: medicine");
        text.Line(4, $"if: \"{Escaped((code ?? words)!.Column)}\"").Line(4, isOrder ? "status: active" : "status: completed", "a guess");
        if (isOrder) text.Line(4, "intent: order");
        var concept = code is null ? "" : $"system: http://www.whocc.no/atc, code: {Cell(ColumnRole.Medicine)}{(words is null ? "" : ", ")}";
        text.Line(4, $"medicationCodeableConcept: {{ {concept}{(words is null ? "" : $"text: {Cell(ColumnRole.MedicineText)}")} }}", (code ?? words)!.Confidence).Line(4, "subject: patient");
        if (roles[ColumnRole.End] is not null && !isOrder) text.Line(4, $"effectivePeriod: {{ start: {Cell(ColumnRole.Start)}, end: {Cell(ColumnRole.End)} }}");
        else if (!isOrder) text.Line(4, $"effectiveDateTime: {Cell(ColumnRole.Start)}", roles[ColumnRole.Start]!.Confidence);
        if (roles[ColumnRole.Dose] is not { } dose) return;
        var quantity = $"{{ value: {Cell(ColumnRole.Dose)}{Unit()} }}";
        text.Line(4, isOrder ? $"dosageInstruction: {{ doseAndRate: {{ doseQuantity: {quantity} }} }}" : $"dosage: {{ dose: {quantity} }}", dose.Confidence);
    }

    private void WriteFinding(DraftText text)
    {
        var (code, words, value) = (roles[ColumnRole.Finding], roles[ColumnRole.FindingText], roles[ColumnRole.Value]);
        text.Line(3, "- resource: Observation").Line(4, "as: finding").Line(4, $"if: \"{Escaped((code ?? words)!.Column)}\"").Line(4, "status: final");
        text.Line(4, $"category: {{ system: {ObservationCategory}, code: laboratory }}");
        var concept = code is null ? "" : $"system: loinc, code: {Cell(ColumnRole.Finding)}{(words is null ? "" : ", ")}";
        text.Line(4, $"code: {{ {concept}{(words is null ? "" : $"text: {Cell(ColumnRole.FindingText)}")} }}", (code ?? words)!.Confidence).Line(4, "subject: patient");
        if (roles[ColumnRole.Start] is { } start) text.Line(4, $"effectiveDateTime: {Cell(ColumnRole.Start)}", start.Confidence);
        if (value is null) return;
        text.Line(4, value.IsShown ? $"valueQuantity: {{ value: {Cell(ColumnRole.Value)}{Unit()} }}" : $"valueString: {Cell(ColumnRole.Value)}", value.Confidence);
    }

    private string Unit() => roles[ColumnRole.Unit] is not { } unit ? ""
        : unit.Column.UnitCodes == unit.Column.Filled ? $", unit: {Cell(ColumnRole.Unit)}, system: ucum, code: {Cell(ColumnRole.Unit)}" : $", unit: {Cell(ColumnRole.Unit)}";

    private string Cell(ColumnRole role) => DraftText.Cell(roles[role]!.Column);

    private static string Escaped(ColumnSample column) => DraftText.Scalar("$" + column.Header).Trim('"');
}
