using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Disease status, response and adverse events.</summary>
internal static class OutcomeFacts
{
    private const string CtcaeGrade = "http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade";

    public static DiseaseStatus Status(in RecordReader record)
    {
        var value = record.Value(record.Root);
        var evidence = new List<string>();
        foreach (var extension in record.Root[record.Fields.Extension].Items)
            if (record.IsUrl(extension, McodeExtensions.DiseaseStatusEvidenceType) && record.Concept(extension[record.Fields.ValueCodeableConcept]) is { } type) evidence.Add(type.Plain);
        return new DiseaseStatus
        {
            Source = record.Source, Date = record.Date(), Value = value, Trend = TrendOf(value.Concept), RestsOn = evidence,
            Cancer = record.Reference(record.Root[record.Fields.Focus], "Condition"),
        };
    }

    public static ResponseAssessment Response(in RecordReader record, Concept scale) => new()
    {
        Source = record.Source, Date = record.Date(), Scale = scale, Value = record.Value(record.Root), Cancer = record.Reference(record.Root[record.Fields.Focus], "Condition"),
    };

    public static AdverseReaction? AdverseEvent(in RecordReader record)
    {
        var root = record.Root;
        if (record.Concept(root[record.Fields.Event]) is not { } what) return null;
        var suspects = new List<string>();
        foreach (var entity in root[record.Fields.SuspectEntity].Items)
            if (record.Reference(entity[record.Fields.Instance]) is { } suspect) suspects.Add(suspect);
        return new AdverseReaction
        {
            Source = record.Source, Date = record.Date(), Event = what, Grade = Grade(record), Suspects = suspects, Related = suspects,
            Seriousness = record.Concept(root[record.Fields.Seriousness])?.Plain ?? "",
        };
    }

    private static int? Grade(in RecordReader record)
    {
        var coded = record.ExtensionConcept(record.Root, CtcaeGrade);
        foreach (var coding in coded?.Codings ?? [])
            if (coding.Code is [>= '1' and <= '5' and var digit]) return digit - '0';
        return null;
    }

    // mcode-condition-status-trend-max-vs
    private static DiseaseTrend TrendOf(Concept? value)
    {
        foreach (var coding in value?.Codings ?? [])
        {
            if (coding.System != CodeSystems.Snomed) continue;
            switch (coding.Code)
            {
                case "550991000124107" or "103338009": return DiseaseTrend.FullRemission;
                case "551001000124108" or "103337004": return DiseaseTrend.PartialRemission;
                case "268910001": return DiseaseTrend.Improved;
                case "359746009": return DiseaseTrend.Stable;
                case "271299001": return DiseaseTrend.Worsened;
                case "709137006": return DiseaseTrend.Undetermined;
                case "399409002": return DiseaseTrend.DistantMetastasis;
            }
        }

        return DiseaseTrend.NotKnown;
    }
}
