using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Stages, TNM categories and risk groups.</summary>
internal static class StageFacts
{
    private const string ClinOrPathModifier = "277366005";

    public static Stage Group(in RecordReader record, Concept type) => Stage(record, type) with { IsTnm = true };

    public static Stage Other(in RecordReader record, Concept type) => Stage(record, type);

    public static TnmCategory Category(in RecordReader record, Concept type, TnmPart part)
    {
        var value = record.Value(record.Root);
        var text = value.Concept is { } concept ? StageText.OfCategory(concept) : value.Text;
        var basis = BasisOf(type);
        return new TnmCategory
        {
            Source = record.Source, Date = record.Date(), Part = part, Value = value, Short = text,
            Basis = basis == StagingBasis.Unspecified && text.Length > 0 ? TnmStaging.BasisOf(text, basis) : basis,
            Method = record.Concept(record.Root[record.Fields.Method]), Cancer = record.Reference(record.Root[record.Fields.Focus], "Condition"),
        };
    }

    public static RiskAssessment Risk(in RecordReader record, Concept type) => new()
    {
        Source = record.Source, Date = record.Date(), Type = type, Value = record.Value(record.Root),
        Cancer = record.Reference(record.Root[record.Fields.Focus], "Condition"),
    };

    private static Stage Stage(in RecordReader record, Concept type)
    {
        var root = record.Root;
        var value = record.Value(root);
        var factors = new List<string>();
        var basis = BasisOf(type);
        foreach (var component in root[record.Fields.Component].Items)
        {
            if (record.Concept(component[record.Fields.Code]) is not { } name) continue;
            var stated = record.Value(component);
            if (name.Is(CodeSystems.Snomed, ClinOrPathModifier)) basis = BasisOf(stated);
            else factors.Add($"{name.Plain}: {stated.Concept?.Plain ?? stated.ToString()}");
        }

        return new Stage
        {
            Source = record.Source, Date = record.Date(), Type = type, Value = value, Basis = basis, Factors = factors,
            Short = value.Concept is { } concept ? StageText.OfStage(concept) : value.Text,
            Method = record.Concept(root[record.Fields.Method]),
            Cancer = record.Reference(root[record.Fields.Focus], "Condition"),
            Related = record.References(root[record.Fields.HasMember]),
        };
    }

    private static StagingBasis BasisOf(Concept type)
    {
        foreach (var coding in type.Codings)
        {
            switch (coding.Code)
            {
                case "399537006" or "399504009" or "399534004" or "399387003" or "C177555" or "C177558": return StagingBasis.Clinical;
                case "399588009" or "384625004" or "371494008" or "371497001" or "C177556" or "C177559": return StagingBasis.Pathologic;
            }
        }

        return StagingBasis.Unspecified;
    }

    // The two codes of mcode-clin-or-path-modifier-vs.
    private static StagingBasis BasisOf(ObservedValue modifier) =>
        modifier.Concept?.Is(CodeSystems.Snomed, "261023001") == true ? StagingBasis.Pathologic
        : modifier.Concept?.Is(CodeSystems.Snomed, "260998006") == true ? StagingBasis.Clinical
        : StagingBasis.Unspecified;
}
