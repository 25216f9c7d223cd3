using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Tissue: specimens, tumours, their size, histology and grade.</summary>
internal static class TissueFacts
{
    public static Pathology Pathology(in RecordReader record, PathologyKind aspect) => new()
    {
        Source = record.Source, Date = record.Date(), Aspect = aspect, Value = record.Value(record.Root), Related = record.References(record.Root[record.Fields.HasMember]),
        Specimen = record.Reference(record.Root[record.Fields.Specimen]), Cancer = RelatedCondition(record),
    };

    public static TumorSize Size(in RecordReader record)
    {
        Quantity? longest = null;
        var others = new List<Quantity>();
        foreach (var component in record.Root[record.Fields.Component].Items)
        {
            if (record.Quantity(component[record.Fields.ValueQuantity]) is not { } size) continue;
            if (longest is null && record.Concept(component[record.Fields.Code])?.Is(CodeSystems.Loinc, "33728-7") == true) longest = size;
            else others.Add(size);
        }

        return new TumorSize
        {
            Source = record.Source, Date = record.Date(), Longest = longest ?? record.Quantity(record.Root[record.Fields.ValueQuantity]), Others = others,
            Tumor = record.Reference(record.Root[record.Fields.Focus], "BodyStructure"), Specimen = record.Reference(record.Root[record.Fields.Specimen]),
        };
    }

    public static SpecimenTaken Specimen(in RecordReader record)
    {
        var sites = record.Sites(record.Root[record.Fields.Collection][record.Fields.BodySite]);
        return new SpecimenTaken
        {
            Source = record.Source, Date = record.Date(), Type = record.Concept(record.Root[record.Fields.Type]), Site = sites.Count > 0 ? sites[0] : null,
        };
    }

    public static Tumor Tumor(in RecordReader record, string? profile)
    {
        var sites = record.Sites(record.Root[record.Fields.Location]);
        return new Tumor
        {
            Source = record.Source, Date = record.Date(), Morphology = record.Concept(record.Root[record.Fields.Morphology]),
            Site = sites.Count > 0 ? sites[0] : null, Description = RecordReader.TextOf(record.Root[record.Fields.Description]), Cancer = RelatedCondition(record),
            IsVolume = profile == "mcode-radiotherapy-volume",
        };
    }

    private static string? RelatedCondition(in RecordReader record) =>
        record.Reference(record.Extension(record.Root, McodeExtensions.RelatedCondition)[record.Fields.ValueReference]) ?? record.Reference(record.Root[record.Fields.Focus], "Condition");
}
