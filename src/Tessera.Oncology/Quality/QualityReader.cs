using System.Runtime.InteropServices;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Reading;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>Counts what one patient's records contribute to quality: a pure function of them. One per set of definitions; any number of
/// threads may use it.</summary>
public sealed class QualityReader
{
    /// <summary>How long before the last contact a value counts as recent, in days.</summary>
    public const int RecentDays = 365;

    private readonly TextCache texts = new();
    private readonly QualityNames names;

    /// <summary>Prepares a reader.</summary>
    public QualityReader(FhirDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        Catalogue = QualityCatalogue.Of(definitions);
        names = new QualityNames(definitions.Names);
    }

    /// <summary>The elements.</summary>
    public QualityCatalogue Catalogue { get; }

    /// <summary>Counts one patient.</summary>
    /// <param name="journey">The patient's journey.</param>
    /// <param name="records">The records it was made of.</param>
    public QualityVector Read(Journey journey, IReadOnlyList<QualityRecord> records)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(records);
        var vector = new QualityVector();
        var outline = new PatientOutline(journey, records, texts, names);
        var plausibility = new Plausibility(journey, BirthSexOf(records), names);
        var ofPatient = new Dictionary<int, ProbeFinding>();
        var lent = new RecordQuality();
        var diagnosed = MonthOf(journey.MainCancer?.Date);
        var patientSource = "";
        var profiles = new List<string>();
        foreach (var record in records)
        {
            var root = record.Document.Root;
            var type = record.Type;
            var source = record.Origins is [var origin, ..] ? origin.Source : "";
            if (type == "Patient") patientSource = source;
            var date = ClinicalDates.Of(type, root);
            var month = type == "Patient" ? diagnosed : MonthOf(date);
            ReadProfiles(type, root, profiles);
            foreach (var name in profiles)
            {
                if (Catalogue.Plan(name) is not { } plan) continue;
                var context = new RecordContext(record, root, record.Reference, name, DayOf(root[names.Meta][names.LastUpdated]), IsRecent(date, journey.LastContact));
                lent.Read(context, plan, outline, plausibility);
                foreach (var target in plan.Targets) Count(context, target, plan, outline, lent, vector, ofPatient, source, month);
            }
        }

        foreach (var element in Catalogue.Elements)
            if (element.Denominator.IsOfPatients && element.Denominator.Patients(outline))
                Add(vector, patientSource, diagnosed, element, ofPatient.GetValueOrDefault(element.Index, new ProbeFinding(QualityFlags.Expected, 0, 0)));
        return vector;
    }

    private static void Count(
        in RecordContext context, QualityTarget target, ProfilePlan plan, PatientOutline outline, RecordQuality lent, QualityVector vector, Dictionary<int, ProbeFinding> ofPatient, string source, int month)
    {
        if (target.Basis is { } basis && StagingCodes.BasisOf(context.Root, outline.Names) != basis) return;
        var element = target.Element;
        if (element.Denominator.IsOfPatients)
        {
            ref var best = ref CollectionsMarshal.GetValueRefOrAddDefault(ofPatient, element.Index, out var isThere);
            best = isThere ? best.Or(lent.Of(target)) : lent.Of(target);
        }
        else if (element.Denominator.Records(outline, context.Record) && (!target.Parent || lent.HasParent(context, target, plan, outline)))
        {
            Add(vector, source, month, element, lent.Of(target));
        }
    }

    private static void Add(QualityVector vector, string source, int month, QualityElement element, ProbeFinding finding)
    {
        var flags = finding.Flags;
        if (!element.IsCoded) flags &= ~(QualityFlags.Coded | QualityFlags.Uncheckable);
        if (!element.IsTimely) flags &= ~QualityFlags.Recent;
        vector.Count(source, month, element.Index, flags);
        for (var rules = finding.Broken | finding.Doubts; rules != 0; rules &= rules - 1)
            vector.Count(source, month, QualityKey.OfFinding(element.Index, (PlausibilityRule)int.TrailingZeroCount(rules)), QualityFlags.Extracted);
    }

    // Every Patient here is a cancer patient; a condition without a profile of mCODE is another condition.
    private void ReadProfiles(string type, FhirNode root, List<string> found)
    {
        found.Clear();
        foreach (var canonical in root[names.Meta][names.Profile].Items)
        {
            if (canonical.Kind != JsonKind.String || texts.Profile(canonical.Utf8) is not { } claimed || claimed.ResourceType != type) continue;
            if (!found.Contains(claimed.Name)) found.Add(claimed.Name);
        }

        if (found.Count == 0 && type == "Patient") found.Add("mcode-cancer-patient");
        if (found.Count == 0 && type == "Condition") found.Add("Condition");
    }

    private static string? BirthSexOf(IReadOnlyList<QualityRecord> records)
    {
        foreach (var record in records)
        {
            if (record.Type != "Patient") continue;
            foreach (var extension in record.Document.Root["extension"].Items)
                if (extension.Text("url") == McodeExtensions.BirthSex) return extension.Text("valueCode");
        }

        return null;
    }

    private static bool IsRecent(ClinicalDate? date, DateOnly? lastContact) =>
        date is { Start.Length: >= 4 } known && lastContact is { } last && known.Last >= last.AddDays(-RecentDays);

    private static int MonthOf(ClinicalDate? date) => date is { Start.Length: >= 7 } known ? (known.First.Year * 100) + known.First.Month : 0;

    private static DateOnly? DayOf(FhirNode instant) => instant.Kind == JsonKind.String && instant.ToText() is { Length: >= 10 } text && ClinicalDate.IsDate(text) ? new ClinicalDate(text, null).First : null;
}
