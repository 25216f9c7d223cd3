using System.Collections.Frozen;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Variants, what was studied, and reports. Component codes: mcode-genomic-variant and mcode-genomic-region-studied.</summary>
internal static class GenomicFacts
{
    private const string Hgnc = "http://www.genenames.org";

    // Sequence Ontology terms of the change, as far as their kind is beyond doubt.
    private static readonly FrozenDictionary<string, AlterationKind> ChangeTypes = new Dictionary<string, AlterationKind>
    {
        ["SO:0001483"] = AlterationKind.Sequence, ["SO:0001059"] = AlterationKind.NotSaid, ["SO:0000159"] = AlterationKind.Sequence, ["SO:0000667"] = AlterationKind.Sequence,
        ["SO:1000032"] = AlterationKind.Sequence, ["SO:1000002"] = AlterationKind.Sequence, ["SO:0002007"] = AlterationKind.Sequence,
        ["SO:0001019"] = AlterationKind.CopyNumber, ["SO:0001742"] = AlterationKind.CopyNumber, ["SO:0001743"] = AlterationKind.CopyNumber,
        ["SO:1000044"] = AlterationKind.Fusion, ["SO:0000199"] = AlterationKind.Fusion, ["SO:0001565"] = AlterationKind.Fusion, ["SO:1000036"] = AlterationKind.Fusion,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Variant Variant(in RecordReader record, ReportIndex reports)
    {
        var root = record.Root;
        var parts = new VariantParts();
        foreach (var component in root[record.Fields.Component].Items) Read(record, component, parts);
        var (report, specimen) = reports.Of(record.Source);
        var finding = Findings.Of(record.Value(root), record.Concepts(root[record.Fields.Interpretation]));
        return new Variant
        {
            Source = record.Source, Date = record.Date(), Finding = finding, Genes = parts.Genes, KnownAs = parts.KnownAs,
            CodingChange = parts.Coding, ProteinChange = parts.Protein, GenomicChange = parts.Genomic, Origin = parts.Origin,
            AllelicFrequency = parts.Frequency, CopyNumber = parts.Copies, Alteration = parts.Kind(finding),
            Assay = record.Concept(root[record.Fields.Method]), Report = report, Specimen = record.Reference(root[record.Fields.Specimen]) ?? specimen,
        };
    }

    private static void Read(in RecordReader record, FhirNode component, VariantParts parts)
    {
        if (record.Concept(component[record.Fields.Code])?.Codings is not [var code, ..]) return;
        var concept = record.Concept(component[record.Fields.ValueCodeableConcept]);
        var text = concept is { Codings: [{ Code: { Length: > 0 } first }, ..] } ? first : concept?.Text ?? "";
        switch (code.Code)
        {
            case "48018-6" when concept is not null: parts.Genes.AddRange(GenesOf(concept)); break;
            case "48004-6": parts.Coding = text; break;
            case "48005-3": parts.Protein = text; break;
            case "81290-9": parts.Genomic = text; break;
            case "48002-0": parts.Origin = concept?.Plain.ToLowerInvariant() ?? ""; break;
            case "81252-9" when concept is not null: parts.KnownAs.Add(concept); break;
            case "81258-6": parts.Frequency = record.Quantity(component[record.Fields.ValueQuantity]); break;
            case "82155-3": parts.Copies = record.Quantity(component[record.Fields.ValueQuantity]); break;
            case "48019-4" or "molecular-consequence" when concept is not null: parts.Change(KindOf(concept)); break;
        }
    }

    public static RegionStudied Region(in RecordReader record, ReportIndex reports)
    {
        var root = record.Root;
        var genes = new List<string>();
        var mutations = new List<string>();
        var region = "";
        foreach (var component in root[record.Fields.Component].Items)
        {
            if (record.Concept(component[record.Fields.Code])?.Codings is not [var code, ..]) continue;
            var concept = record.Concept(component[record.Fields.ValueCodeableConcept]);
            if (code.Code == "48018-6" && concept is not null) genes.AddRange(GenesOf(concept));
            else if (code.Code == "36908-2" && concept is not null) mutations.Add(concept.Plain);
            else if (code.Code == "81293-3") region = RecordReader.TextOf(component[record.Fields.ValueString]);
        }

        var (report, specimen) = reports.Of(record.Source);
        return new RegionStudied
        {
            Source = record.Source, Date = record.Date(), Genes = genes, Mutations = mutations, Region = region, Report = report,
            Assay = record.Concept(root[record.Fields.Method]), Specimen = record.Reference(root[record.Fields.Specimen]) ?? specimen,
            IsCancelled = record.Status() is "cancelled" || root[record.Fields.DataAbsentReason].Exists,
        };
    }

    public static Report? Report(in RecordReader record, string? profile)
    {
        var root = record.Root;
        if (record.Concept(root[record.Fields.Code]) is not { } code) return null;
        return new Report
        {
            Source = record.Source, Date = record.Date(), Code = code, Status = record.Status(), Results = root[record.Fields.Result].Count,
            Conclusion = RecordReader.TextOf(root[record.Fields.Conclusion]),
            IsGenomic = profile == "mcode-genomics-report" || code.Is(CodeSystems.Loinc, "81247-9") || code.Is(CodeSystems.Loinc, "51969-4")
                || record.Concepts(root[record.Fields.Category]).Exists(category => category.Codings.Any(coding => coding.Code == "GE")),
        };
    }

    // A panel may list its genes as codings of one concept, as the IG's own example does; two systems for one gene are one gene. Where a
    // coding carries no symbol, the text may: one for one gene, or a list as long as the codings.
    private static IEnumerable<string> GenesOf(Concept concept)
    {
        var codings = concept.Codings.Where(coding => coding.System == Hgnc).ToList();
        if (codings.Count == 0) return [concept.Plain.ToUpperInvariant()];
        var texts = concept.Text.Split(',', StringSplitOptions.TrimEntries);
        return codings.Select((coding, at) => coding.Display.Length > 0 ? coding.Display : texts.Length == codings.Count ? texts[at] : coding.Code)
            .Select(name => name.ToUpperInvariant()).Distinct(StringComparer.Ordinal);
    }

    private static AlterationKind KindOf(Concept concept)
    {
        foreach (var coding in concept.Codings)
            if (ChangeTypes.TryGetValue(coding.Code, out var kind)) return kind;
        return AlterationKind.NotSaid;
    }

    private sealed class VariantParts
    {
        public List<string> Genes { get; } = [];

        public List<Concept> KnownAs { get; } = [];

        public string Coding { get; set; } = "";

        public string Protein { get; set; } = "";

        public string Genomic { get; set; } = "";

        public string Origin { get; set; } = "";

        public Quantity? Frequency { get; set; }

        public Quantity? Copies { get; set; }

        private AlterationKind Stated { get; set; }

        public void Change(AlterationKind kind)
        {
            if (kind != AlterationKind.NotSaid) Stated = kind;
        }

        // What the record says, else what its parts imply: a change in HGVS is a sequence change, a number of copies a copy number.
        public AlterationKind Kind(Finding finding) =>
            Stated != AlterationKind.NotSaid ? Stated
            : Copies is not null ? AlterationKind.CopyNumber
            : finding == Finding.Positive && Genes.Count < 2 && (Coding.Length > 0 || Protein.Length > 0) ? AlterationKind.Sequence
            : AlterationKind.NotSaid;
    }
}
