using Tessera.Oncology.Mcode;

namespace Tessera.Sources.Drafting;

/// <summary>Drafts the resources of a file from the roles of its columns.</summary>
internal sealed class ResourceDraft(RoleFinder roles, string source)
{
    private const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";

    private static readonly ColumnRole[] OfPatient =
        [ColumnRole.Patient, ColumnRole.Family, ColumnRole.Given, ColumnRole.Sex, ColumnRole.Birth, ColumnRole.Death, ColumnRole.PostalCode, ColumnRole.City];

    private bool HasDiagnosis => roles[ColumnRole.Diagnosis] is not null;

    private bool HasMedicine => roles[ColumnRole.Medicine] is not null || ((roles[ColumnRole.LocalMedicine] ?? roles[ColumnRole.MedicineText]) is not null && !HasDiagnosis);

    private bool HasFinding => roles[ColumnRole.Finding] is not null || ((roles[ColumnRole.LocalFinding] ?? roles[ColumnRole.FindingText]) is not null && roles[ColumnRole.Value] is not null);

    private bool HasDose => HasMedicine && roles[ColumnRole.Dose] is not null;

    private bool IsOrder => roles[ColumnRole.Start] is null;

    private bool HasRange => HasFinding && roles[ColumnRole.Value]?.IsShown == true;

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
            if (HasDiagnosis) wanted.AddRange([ColumnRole.Diagnosis, ColumnRole.DiagnosisText, ColumnRole.Side]);
            if (HasMedicine) wanted.AddRange([ColumnRole.Medicine, ColumnRole.LocalMedicine, ColumnRole.MedicineText, ColumnRole.Dose, ColumnRole.End]);
            if (HasMedicine && !IsOrder) wanted.AddRange([ColumnRole.Status, ColumnRole.Route]);
            if (HasFinding) wanted.AddRange([ColumnRole.Finding, ColumnRole.LocalFinding, ColumnRole.FindingText, ColumnRole.Value, ColumnRole.ValueText]);
            if (HasRange) wanted.AddRange([ColumnRole.Low, ColumnRole.High]);
            if (HasRange || HasDose) wanted.Add(ColumnRole.Unit);
            if (HasMedicine || HasFinding) wanted.Add(ColumnRole.DiagnosisKey);
            if (HasEvents) wanted.Add(ColumnRole.Start);
            return [.. wanted.Select(role => roles[role]?.Column).OfType<ColumnSample>()];
        }
    }

    public void WritePatient(DraftText text)
    {
        text.Line(3, "- profile: mcode-cancer-patient");
        text.Line(4, $"identifier: {{ system: \"urn:tessera:{source}:patients\", value: {Cell(ColumnRole.Patient)} }}");
        var name = Parts(("family", ColumnRole.Family), ("given", ColumnRole.Given));
        if (name.Length > 0) text.Line(4, $"name: {{ {name} }}", (roles[ColumnRole.Family] ?? roles[ColumnRole.Given])!.Confidence);
        else text.Line(4, "name: { extension: { url: data-absent-reason, valueCode: unknown } }", "mCODE asks for a name, and no column seems to hold one");
        if (roles[ColumnRole.Sex] is { } sex) text.Line(4, $"gender: {DraftText.Scalar($"${sex.Column.Header} | map sex")}", $"{sex.Confidence}; a word that the map does not have quarantines the row");
        else text.Line(4, "gender: unknown", "mCODE asks for it, and no column seems to hold it");
        if (roles[ColumnRole.Birth] is { } birth) text.Line(4, $"birthDate: {Cell(ColumnRole.Birth)}", birth.Confidence);
        if (roles[ColumnRole.Death] is { } death) text.Line(4, $"deceasedDateTime: {Cell(ColumnRole.Death)}", death.Confidence);
        var address = Parts(("postalCode", ColumnRole.PostalCode), ("city", ColumnRole.City));
        if (address.Length > 0) text.Line(4, $"address: {{ {address} }}", (roles[ColumnRole.PostalCode] ?? roles[ColumnRole.City])!.Confidence);
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

    // In-situ and uncertain tumours are cancers to mCODE, benign ones are not: the lists that Tessera knows by rules tell them apart.
    private void WriteDiagnoses(DraftText text)
    {
        var column = roles[ColumnRole.Diagnosis]!;
        var (system, edition) = Edition(column.Column);
        text.Comment(3, $"ICD-10 in {column.Column.Header}; {column.Confidence}. Written as {edition}: change the system, in the conditions too, where it is another edition.");
        var code = $"{system}|{Escaped(column.Column)}";
        Diagnosis("mcode-primary-cancer-condition", "primary", $"\"{code} in primary-cancers\"");
        Diagnosis("mcode-secondary-cancer-condition", "secondary", $"\"{code} in secondary-cancers\"");
        Diagnosis(null, "other", $"[{Filled(ColumnRole.Diagnosis, ColumnRole.DiagnosisText)}, \"{code} not in primary-cancers\", \"{code} not in secondary-cancers\"]");

        void Diagnosis(string? profile, string word, string when)
        {
            text.Line(3, profile is null ? "- resource: Condition" : $"- profile: {profile}").Line(4, $"as: {word}");
            text.Line(4, $"if: {when}");
            text.Line(4, "category: { system: http://terminology.hl7.org/CodeSystem/condition-category, code: problem-list-item }");
            var words = roles[ColumnRole.DiagnosisText] is null ? "" : $", text: {Cell(ColumnRole.DiagnosisText)}";
            text.Line(4, $"code: {{ system: {system}, code: {Cell(ColumnRole.Diagnosis)}{words} }}").Line(4, "subject: patient");
            if (roles[ColumnRole.Side] is { } side)
                text.Line(4, "bodySite:").Line(5, $"- extension: {{ url: mcode-laterality-qualifier, valueCodeableConcept: {{ code: {DraftText.Scalar($"${side.Column.Header} | map side")} }} }}", side.Confidence);
            if (roles[ColumnRole.Start] is not { } start) return;
            if (HeaderWords.IsOnset(start.Column.Header)) text.Line(4, $"onsetDateTime: {Cell(ColumnRole.Start)}", start.Confidence);
            else text.Line(4, $"extension: {{ url: condition-assertedDate, valueDateTime: {Cell(ColumnRole.Start)} }}", $"{start.Confidence}; is it the day of the diagnosis? onsetDateTime is when the disease began");
        }
    }

    private (string System, string Edition) Edition(ColumnSample column) => column.HasLongIcd10 ? (CodeSystems.Icd10Cm, "ICD-10-CM, because only that and what is made from it has codes as long")
        : roles.Language == "de" ? (CodeSystems.Icd10Gm, "ICD-10-GM") : (CodeSystems.Icd10, "the WHO's ICD-10");

    private void WriteMedicine(DraftText text)
    {
        text.Line(3, $"- profile: mcode-cancer-related-medication-{(IsOrder ? "request" : "administration")}").Line(4, "as: medicine");
        text.Line(4, $"if: {Filled(ColumnRole.Medicine, ColumnRole.LocalMedicine, ColumnRole.MedicineText)}");
        if (IsOrder) text.Line(4, "status: active", "a guess").Line(4, "intent: order");
        else if (roles[ColumnRole.Status] is { } status) text.Line(4, $"status: {DraftText.Scalar($"${status.Column.Header} | map dose")}", status.Confidence);
        else text.Line(4, "status: completed", "a guess");
        WriteConcept(text, "medicationCodeableConcept", "http://www.whocc.no/atc", "medicines", (ColumnRole.Medicine, ColumnRole.LocalMedicine, ColumnRole.MedicineText));
        text.Line(4, "subject: patient");
        if (roles[ColumnRole.End] is not null && !IsOrder) text.Line(4, $"effectivePeriod: {{ start: {Cell(ColumnRole.Start)}, end: {Cell(ColumnRole.End)} }}");
        else if (!IsOrder) text.Line(4, $"effectiveDateTime: {Cell(ColumnRole.Start)}", roles[ColumnRole.Start]!.Confidence);
        WriteDosage(text);
        WriteLink(text, "reasonReference");
    }

    // Which of the resources it is, the other table says by its codes.
    private void WriteLink(DraftText text, string element)
    {
        if (roles[ColumnRole.DiagnosisKey] is not { } key) return;
        var table = roles.DiagnosisTable;
        text.Line(4, $"{element}: {DraftText.Quoted($"${key.Column.Header} -> {table}/primary, {table}/secondary, {table}/other else Condition")}", "likely: the key of that file is called so");
    }

    private void WriteDosage(DraftText text)
    {
        var (dose, route) = (roles[ColumnRole.Dose], IsOrder ? null : roles[ColumnRole.Route]);
        if (dose is null && route is null) return;
        var quantity = dose is null ? "" : Quantity(ColumnRole.Dose);
        var way = route is null ? "" : $"route: {{ text: {Cell(ColumnRole.Route)} }}";
        text.Line(4, IsOrder ? $"dosageInstruction: {{ doseAndRate: {{ doseQuantity: {quantity} }} }}" : $"dosage: {{ {(dose is null ? "" : $"dose: {quantity}{(route is null ? "" : ", ")}")}{way} }}", (dose ?? route)!.Confidence);
    }

    private void WriteFinding(DraftText text)
    {
        text.Line(3, "- resource: Observation").Line(4, "as: finding").Line(4, $"if: {Filled(ColumnRole.Finding, ColumnRole.LocalFinding, ColumnRole.FindingText)}").Line(4, "status: final");
        text.Line(4, $"category: {{ system: {ObservationCategory}, code: laboratory }}");
        WriteConcept(text, "code", "loinc", "tests", (ColumnRole.Finding, ColumnRole.LocalFinding, ColumnRole.FindingText));
        text.Line(4, "subject: patient");
        if (roles[ColumnRole.Start] is { } start) text.Line(4, $"effectiveDateTime: {Cell(ColumnRole.Start)}", start.Confidence);
        WriteLink(text, "focus");
        if (roles[ColumnRole.Value] is not { } value) return;
        text.Line(4, value.IsShown ? $"valueQuantity: {Quantity(ColumnRole.Value)}" : $"valueString: {Cell(ColumnRole.Value)}", value.Confidence);
        if (roles[ColumnRole.ValueText] is { } words)
            text.Line(4, $"valueCodeableConcept: {{ if: \"no {Escaped(value.Column)}\", text: {Cell(ColumnRole.ValueText)} }}", $"{words.Confidence}; the page Codes asks what the words mean");
        var ends = new[] { ("low", ColumnRole.Low), ("high", ColumnRole.High) }.Where(end => HasRange && roles[end.Item2] is not null)
            .Select(end => $"{end.Item1}: {Quantity(end.Item2)}").ToList();
        if (ends.Count > 0) text.Line(4, $"referenceRange: {{ {string.Join(", ", ends)} }}", (roles[ColumnRole.Low] ?? roles[ColumnRole.High])!.Confidence);
    }

    // A public code and one of the centre's own go side by side; the list of codes asks what the own one means.
    private void WriteConcept(DraftText text, string element, string system, string own, (ColumnRole Public, ColumnRole Local, ColumnRole Words) of)
    {
        var words = roles[of.Words] is null ? "" : $", text: {Cell(of.Words)}";
        var local = roles[of.Local] is null ? null : $"{{ system: \"urn:tessera:{source}:{own}\", code: {Cell(of.Local)} }}";
        var code = roles[of.Public] is null ? null : $"{{ system: {system}, code: {Cell(of.Public)} }}";
        var confidence = (roles[of.Public] ?? roles[of.Local] ?? roles[of.Words])!.Confidence;
        if (code is not null && local is not null) text.Line(4, $"{element}: {{ coding: [{code}, {local}]{words} }}", confidence);
        else if (code is null && local is null) text.Line(4, $"{element}: {{ {words[2..]} }}", confidence);
        else text.Line(4, $"{element}: {(code ?? local)![..^2]}{words} }}", local is null ? confidence : $"{confidence}; a code of your own: the page Codes asks what it means");
    }

    private string Parts(params ReadOnlySpan<(string Name, ColumnRole Role)> parts)
    {
        var text = new List<string>();
        foreach (var (name, role) in parts)
            if (roles[role] is not null) text.Add($"{name}: {Cell(role)}");
        return string.Join(", ", text);
    }

    // Later files have comparators, and units that are not UCUM's as they stand: the mapping looks for the code of each and writes the rest as words.
    private string Quantity(ColumnRole number) => roles[ColumnRole.Unit] is null ? Cell(number) : $"{{ measured: {Cell(number)}, unit: {Cell(ColumnRole.Unit)} }}";

    // What has no code but a name is there as well, so that the page Codes can ask what it means.
    private string Filled(params ReadOnlySpan<ColumnRole> of)
    {
        var cells = new List<string>();
        foreach (var role in of)
            if (roles[role] is { } guess) cells.Add($"\"{Escaped(guess.Column)}\"");
        return cells.Count == 1 ? cells[0] : $"{{ any: [{string.Join(", ", cells)}] }}";
    }

    private string Cell(ColumnRole role) => DraftText.Cell(roles[role]!.Column);

    private static string Escaped(ColumnSample column) => DraftText.Scalar("$" + column.Header).Trim('"');
}
