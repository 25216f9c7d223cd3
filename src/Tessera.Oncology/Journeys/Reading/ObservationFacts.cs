using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Observations, each by its role.</summary>
internal static class ObservationFacts
{
    public static void Read(in RecordReader record, string? profile, ReportIndex reports, List<Fact> facts)
    {
        var root = record.Root;
        if (record.Concept(root[record.Fields.Code]) is not { } code) return;
        var categories = record.Concepts(root[record.Fields.Category]);
        switch (ObservationRoles.Of(profile, code, categories))
        {
            case ObservationRole.StageGroup: facts.Add(StageFacts.Group(record, code)); break;
            case ObservationRole.Stage: facts.Add(StageFacts.Other(record, code)); break;
            case ObservationRole.TnmT: facts.Add(StageFacts.Category(record, code, TnmPart.T)); break;
            case ObservationRole.TnmN: facts.Add(StageFacts.Category(record, code, TnmPart.N)); break;
            case ObservationRole.TnmM: facts.Add(StageFacts.Category(record, code, TnmPart.M)); break;
            case ObservationRole.Risk: facts.Add(StageFacts.Risk(record, code)); break;
            case ObservationRole.Histology: facts.Add(TissueFacts.Pathology(record, PathologyKind.Histology)); break;
            case ObservationRole.Morphology: facts.Add(TissueFacts.Pathology(record, PathologyKind.Morphology)); break;
            case ObservationRole.Grade: facts.Add(TissueFacts.Pathology(record, PathologyKind.Grade)); break;
            case ObservationRole.TumorSize: facts.Add(TissueFacts.Size(record)); break;
            case ObservationRole.Ecog: facts.Add(Performance(record, PerformanceScale.Ecog, 5)); break;
            case ObservationRole.Karnofsky: facts.Add(Performance(record, PerformanceScale.Karnofsky, 100)); break;
            case ObservationRole.Lansky: facts.Add(Performance(record, PerformanceScale.Lansky, 100)); break;
            case ObservationRole.Comorbidities: ReadComorbidities(record, facts); break;
            case ObservationRole.MetastasisHistory: facts.Add(History(record, code)); break;
            case ObservationRole.Variant: facts.Add(GenomicFacts.Variant(record, reports)); break;
            case ObservationRole.RegionStudied: facts.Add(GenomicFacts.Region(record, reports)); break;
            case ObservationRole.DiseaseStatus: facts.Add(OutcomeFacts.Status(record)); break;
            case ObservationRole.Deauville: facts.Add(OutcomeFacts.Response(record, code)); break;
            case var role: facts.Add(Measurement(record, code, role, categories)); break;
        }
    }

    private static Measurement Measurement(in RecordReader record, Concept code, ObservationRole role, List<Concept> categories)
    {
        var root = record.Root;
        var value = record.Value(root);
        var interpretations = record.Concepts(root[record.Fields.Interpretation]);
        var components = Components(record);
        var (low, high) = Range(record, value.Quantity);
        return new Measurement
        {
            Source = record.Source, Date = record.Date(), Code = code, Value = value, Components = components,
            What = role switch
            {
                ObservationRole.TumorMarker => MeasurementKind.TumorMarker,
                ObservationRole.VitalSign => MeasurementKind.VitalSign,
                _ => categories.Exists(category => category.Is(CodeSystems.ObservationCategory, "laboratory")) ? MeasurementKind.Laboratory : MeasurementKind.Other,
            },
            Finding = Findings.Of(value, interpretations),
            Interpretation = interpretations.Count switch { 0 => "", 1 => interpretations[0].Plain, _ => string.Join(", ", interpretations.Select(interpretation => interpretation.Plain)) },
            Low = low, High = high,
            Specimen = record.Reference(root[record.Fields.Specimen]),
        };
    }

    private static List<string> Components(in RecordReader record)
    {
        var components = record.Root[record.Fields.Component];
        if (!components.Exists) return [];
        var texts = new List<string>();
        foreach (var component in components.Items)
            if (record.Concept(component[record.Fields.Code]) is { } name) texts.Add($"{name.Plain}: {record.Value(component)}");
        return texts;
    }

    // Only a normal range in the value's own unit can be compared; ranges by age or for treatment are others.
    private static (decimal? Low, decimal? High) Range(in RecordReader record, Quantity? value)
    {
        if (value is null) return default;
        foreach (var range in record.Root[record.Fields.ReferenceRange].Items)
        {
            if (record.Concept(range[record.Fields.Type]) is { } type && !type.Codings.Any(coding => coding.Code == "normal")) continue;
            var low = record.Quantity(range[record.Fields.Low]);
            var high = record.Quantity(range[record.Fields.High]);
            if ((low is null || IsSameUnit(low, value)) && (high is null || IsSameUnit(high, value)) && (low ?? high) is not null) return (low?.Number, high?.Number);
        }

        return default;
    }

    private static bool IsSameUnit(Quantity left, Quantity right) =>
        left.UnitCode.Length > 0 && right.UnitCode.Length > 0 ? left.UnitCode == right.UnitCode : left.Unit == right.Unit || left.Unit.Length == 0;

    private static PerformanceStatus Performance(in RecordReader record, PerformanceScale scale, int highest)
    {
        var value = record.Value(record.Root);
        var number = value.Quantity?.Number;
        return new PerformanceStatus
        {
            Source = record.Source, Date = record.Date(), Scale = scale, Value = value,
            Score = number is { } score && score >= 0 && score <= highest && score == decimal.Truncate(score) ? (int)score : null,
        };
    }

    private static void ReadComorbidities(in RecordReader record, List<Fact> facts)
    {
        var date = record.Date();
        foreach (var extension in record.Root[record.Fields.Extension].Items)
        {
            if (record.IsUrl(extension, McodeExtensions.RelatedConditionAbsent) && record.Concept(extension[record.Fields.ValueCodeableConcept]) is { } absent)
                facts.Add(new Comorbidity { Source = record.Source, Date = date, Code = absent, IsPresent = false });
            else if (record.IsUrl(extension, McodeExtensions.RelatedCondition))
                Present(record, extension, date, facts);
        }
    }

    // A related Condition that is in the record is a fact of its own; only what stands nowhere else is added here.
    private static void Present(in RecordReader record, FhirNode extension, ClinicalDate? date, List<Fact> facts)
    {
        if (record.Concept(extension[record.Fields.ValueCodeableConcept]) is { } present)
        {
            facts.Add(new Comorbidity { Source = record.Source, Date = date, Code = present });
            return;
        }

        var reference = extension[record.Fields.ValueReference];
        if (record.Resolve(record.Reference(reference)).Exists) return;
        if (reference[record.Fields.Display] is { Kind: JsonKind.String } display)
            facts.Add(new Comorbidity { Source = record.Source, Date = date, Code = new Concept(display.ToText(), []) });
    }

    private static MetastasisHistory History(in RecordReader record, Concept code)
    {
        var stated = record.Root[record.Fields.ValueBoolean];
        return new MetastasisHistory { Source = record.Source, Date = record.Date(), Code = code, IsPresent = stated.Exists ? stated.TextEquals("true"u8) : null };
    }
}
