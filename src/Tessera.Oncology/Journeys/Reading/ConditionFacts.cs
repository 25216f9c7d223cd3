using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Conditions: cancers with the stages written on them, and comorbidities.</summary>
internal static class ConditionFacts
{
    public static void Read(in RecordReader record, string? profile, List<Fact> facts)
    {
        if (record.Concept(record.Root[record.Fields.Code]) is not { } code) return;
        var kind = KindOf(record, profile, code);
        if (kind == CancerConditionKind.Other)
        {
            facts.Add(new Comorbidity { Source = record.Source, Date = record.Date(), Code = code, ClinicalStatus = record.Word(record.Root[record.Fields.ClinicalStatus]) });
            return;
        }

        facts.Add(Cancer(record, code, kind));
        ReadSummaries(record, facts);
    }

    private static CancerConditionKind KindOf(in RecordReader record, string? profile, Concept code)
    {
        switch (profile)
        {
            case "mcode-primary-cancer-condition": return CancerConditionKind.Primary;
            case "mcode-secondary-cancer-condition": return CancerConditionKind.Secondary;
        }

        foreach (var category in record.Concepts(record.Root[record.Fields.Category]))
        {
            if (category.Is(CodeSystems.Snomed, McodeCodes.PrimaryCancer)) return CancerConditionKind.Primary;
            if (category.Is(CodeSystems.Snomed, McodeCodes.SecondaryCancer)) return CancerConditionKind.Secondary;
        }

        foreach (var coding in code.Codings)
            if (CancerConditions.OfCode(coding.System, coding.Code) is { } kind and not CancerConditionKind.Other) return kind;
        return CancerConditionKind.Other;
    }

    private static Cancer Cancer(in RecordReader record, Concept code, CancerConditionKind kind)
    {
        var root = record.Root;
        var related = record.Extension(root, McodeExtensions.RelatedCondition);
        if (!related.Exists) related = record.Extension(root, McodeExtensions.ConditionRelated);
        return new Cancer
        {
            Source = record.Source,
            Date = record.Date(),
            Code = code,
            IsSecondary = kind == CancerConditionKind.Secondary,
            Primary = record.Reference(related[record.Fields.ValueReference]),
            Histology = record.ExtensionConcept(root, McodeExtensions.HistologyMorphologyBehavior),
            Sites = record.Sites(root[record.Fields.BodySite]),
            ClinicalStatus = record.Word(root[record.Fields.ClinicalStatus]),
            Verification = record.Word(root[record.Fields.VerificationStatus]),
            Abated = root[record.Fields.AbatementDateTime] is { Kind: JsonKind.String } text && ClinicalDate.IsDate(text.ToText()) ? new ClinicalDate(text.ToText(), null) : null,
        };
    }

    // A summary beside an assessment only repeats it; whether it does is checked with the contradictions.
    private static void ReadSummaries(in RecordReader record, List<Fact> facts)
    {
        foreach (var stage in record.Root[record.Fields.Stage].Items)
        {
            if (record.Concept(stage[record.Fields.Summary]) is not { } summary) continue;
            var assessments = record.References(stage[record.Fields.Assessment]);
            facts.Add(new Stage
            {
                Source = record.Source,
                Type = new Concept("Stage on the diagnosis", []),
                Value = new ObservedValue(summary.Text) { Concept = summary },
                Short = StageText.OfStage(summary),
                Method = record.Concept(stage[record.Fields.Type]),
                Cancer = record.Source,
                Related = assessments,
                IsSummary = true,
            });
        }
    }
}
