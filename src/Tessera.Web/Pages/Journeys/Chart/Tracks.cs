using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>What the picture shows, before anything is placed: every dated fact of a journey in exactly one item of one lane.</summary>
internal sealed class Tracks(Texts say, Journey journey)
{
    // Lanes beyond these share one: a picture with sixty rows shows nothing.
    private const int SeriesShown = 8;
    private const int MedicinesShown = 24;
    private const int FewTests = 8;

    /// <summary>The tracks that have facts, in the order of the groups.</summary>
    public IReadOnlyList<Track> All() =>
    [
        .. new[] { Track(McodeGroup.Patient, Patient()), Track(McodeGroup.Disease, Disease()), Track(McodeGroup.Genomics, Genomics()), Track(McodeGroup.Labs, Labs()), Track(McodeGroup.Treatment, Treatment()), Track(McodeGroup.Outcome, Outcome()) }
            .Where(track => track.Facts > 0),
    ];

    private static Track Track(McodeGroup group, List<Lane> lanes) => new(group, lanes, lanes.Sum(lane => lane.Items.Sum(item => item.Facts.Count)));

    private List<Lane> Patient()
    {
        var lanes = new LaneSet();
        foreach (var specimen in journey.Of<SpecimenTaken>()) lanes.Add(say["journey.specimens"], Item.At(specimen, Shape.Square, specimen.Type?.Plain ?? ""));
        foreach (var visit in journey.Of<Visit>()) lanes.Add(say["journey.contacts"], Item.At(visit, Shape.Tick, ""));
        return lanes.ToLanes();
    }

    private List<Lane> Disease()
    {
        var lanes = new LaneSet();
        foreach (var cancer in journey.Cancers) lanes.Add(say["journey.diagnoses"], Item.At(cancer, Shape.Diamond, cancer.Code.Plain));
        var staged = journey.Facts.Where(fact => fact is Stage or TnmCategory or RiskAssessment);
        foreach (var item in LaneSet.OfOneDay(staged, Shape.Diamond, StageLabel)) lanes.Add(say["journey.stages"], item);
        foreach (var item in LaneSet.OfOneDay(journey.Of<Pathology>(), Shape.Diamond, facts => string.Join(" · ", facts.Select(fact => fact.Says).Distinct()))) lanes.Add(say["journey.pathology"], item);
        var markers = journey.Measurements.Where(test => test.Group == McodeGroup.Disease).ToList();
        var series = Series(markers, SeriesShown);
        var rest = markers.Except(series.SelectMany(lane => lane.Items).SelectMany(item => item.Facts)).ToList();
        foreach (var item in LaneSet.OfOneDay(rest, Shape.Diamond, facts => string.Join(" · ", facts.Cast<Measurement>().Select(MarkerNames.WithResult)))) lanes.Add(say["journey.markers"], item);
        return [.. lanes.ToLanes(), .. series];
    }

    private static string StageLabel(IReadOnlyList<Fact> facts)
    {
        var stages = facts.OfType<Stage>().Select(stage => stage.Short).Concat(facts.OfType<RiskAssessment>().Select(risk => risk.Value.Concept?.Plain ?? risk.Value.ToString())).ToList();
        var categories = facts.OfType<TnmCategory>().OrderBy(category => category.Part).Select(category => category.Short).ToList();
        return string.Join(" · ", stages.Distinct().Concat(categories.Count > 0 ? [string.Join(' ', categories)] : []));
    }

    private List<Lane> Genomics()
    {
        var lanes = new LaneSet();
        var facts = journey.Facts.Where(fact => fact.Group == McodeGroup.Genomics).ToList();
        foreach (var item in LaneSet.OfOneDay(facts, Shape.Hexagon, GenomicLabel)) lanes.Add(say["journey.tests"], item);
        return lanes.ToLanes();
    }

    private string GenomicLabel(IReadOnlyList<Fact> facts)
    {
        var found = facts.OfType<Variant>().Where(variant => variant.Finding == Finding.Positive).Select(variant => variant.Short).Where(name => name.Length > 0).Distinct().ToList();
        if (found.Count > 0) return string.Join(" · ", found);
        var negative = facts.OfType<Variant>().Where(variant => variant.Finding == Finding.Negative).SelectMany(variant => variant.Genes).Distinct().ToList();
        if (negative.Count > 0) return say["journey.none-found", string.Join(", ", negative)];
        return facts.OfType<RegionStudied>().Any(region => region.IsCancelled) ? say["journey.not-done"] : "";
    }

    private List<Lane> Labs()
    {
        var lanes = new LaneSet();
        foreach (var scale in journey.PerformanceStatuses.GroupBy(status => status.Kind))
        {
            var before = "";
            foreach (var status in scale)
            {
                // Only a change is written out.
                lanes.Add(status.Kind, Item.At(status, Shape.Dot, status.Says == before ? "" : status.Says));
                before = status.Says;
            }
        }

        foreach (var fact in journey.Facts.Where(fact => fact is Comorbidity or MetastasisHistory)) lanes.Add(say["journey.comorbidities"], Item.At(fact, Shape.Dot, fact.Says));
        var tests = journey.Measurements.Where(test => test.Group == McodeGroup.Labs).ToList();
        var series = Series(tests, SeriesShown);
        var rest = tests.Except(series.SelectMany(lane => lane.Items).SelectMany(item => item.Facts)).Cast<Fact>().Concat(journey.Of<Report>().Where(report => !report.IsGenomic)).ToList();
        foreach (var item in LaneSet.OfOneDay(rest, Shape.Dot, facts => rest.Count <= FewTests ? MarkLabel.Joined(facts.OfType<Measurement>().Select(MarkerNames.Of).Order(StringComparer.Ordinal)) : "")) lanes.Add(say["journey.other-tests"], item);
        var all = lanes.ToLanes();
        return [.. all.Where(lane => lane.Name != say["journey.other-tests"]), .. series, .. all.Where(lane => lane.Name == say["journey.other-tests"])];
    }

    // Tests with at least two numbers in one unit, those with values outside their range and with most values first.
    private static List<Lane> Series(List<Measurement> tests, int most)
    {
        var found = new List<(Lane Lane, int Outside)>();
        foreach (var test in tests.Where(test => test.Value.Quantity?.Number is not null && test.Date is { Start.Length: >= 7 }).GroupBy(test => (MarkerNames.Of(test), test.Value.Quantity!.Unit)))
        {
            if (test.Count() < 2) continue;
            var items = new List<Item>();
            foreach (var one in test)
                if (Item.At(one, one.IsOutside == true ? Shape.Ring : Shape.Dot, one.Value.Quantity!.ToString()) is { } item) items.Add(item with { Value = one.Value.Quantity.Number });
            var range = test.LastOrDefault(one => one.Low is not null || one.High is not null);
            found.Add((new Lane(test.Key.Item1, LaneKind.Series, items) { Note = Range(range, test.Key.Unit), Low = range?.Low, High = range?.High }, test.Count(one => one.IsOutside == true)));
        }

        return [.. found.OrderByDescending(lane => lane.Outside > 0).ThenByDescending(lane => lane.Lane.Items.Count).ThenBy(lane => lane.Lane.Name, StringComparer.Ordinal).Take(most).Select(lane => lane.Lane)];
    }

    private static string Range(Measurement? range, string unit)
    {
        var text = range switch { { Low: { } low, High: { } high } => $"{low}–{high} {unit}", { Low: { } low } => $"≥ {low} {unit}", { High: { } high } => $"≤ {high} {unit}", _ => unit };
        return text.Trim();
    }

    private List<Lane> Treatment()
    {
        var lanes = new LaneSet();
        foreach (var surgery in journey.Procedures.Where(procedure => procedure.IsSurgery)) lanes.Add(say["journey.surgery"], Item.At(surgery, Shape.Cross, surgery.Code.Plain));
        foreach (var course in journey.Radiotherapy) lanes.Add(say["journey.radiotherapy"], Item.At(course, Shape.Dashed, course.Doses is [var dose, ..] ? dose.Dose : ""), LaneKind.Bars);
        Medicines(lanes);
        foreach (var procedure in journey.Procedures.Where(procedure => !procedure.IsSurgery)) lanes.Add(say["journey.procedures"], Item.At(procedure, Shape.Tick, procedure.Code.Plain));
        return lanes.ToLanes();
    }

    private void Medicines(LaneSet lanes)
    {
        var names = journey.Exposures.Select(exposure => exposure.Medicine).Distinct().ToList();
        var shown = names.Take(MedicinesShown).ToHashSet();
        foreach (var exposure in journey.Exposures)
            lanes.Add(shown.Contains(exposure.Medicine) ? Capital(exposure.Medicine) : say["journey.other-medicines"], new Item(exposure.First, exposure.Last, ShapeOf(exposure.How), "", [.. exposure.Events]), LaneKind.Bars);
        var told = journey.Exposures.SelectMany(exposure => exposure.Events).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var medicine in journey.Medicines.Where(medicine => !told.Contains(medicine)))
            lanes.Add(say["journey.not-given"], Item.At(medicine, Shape.Tick, medicine.Medicine.Name));
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static Shape ShapeOf(MedicineEventKind how) => how switch
    {
        MedicineEventKind.Administered => Shape.Solid,
        MedicineEventKind.Ordered => Shape.Outlined,
        _ => Shape.Hatched,
    };

    private List<Lane> Outcome()
    {
        var lanes = new LaneSet();
        foreach (var status in journey.DiseaseStatuses) lanes.Add(say["journey.status"], Item.At(status, ShapeOf(status.Trend), status.Short));
        foreach (var response in journey.Of<ResponseAssessment>()) lanes.Add(say["journey.response"], Item.At(response, Shape.Level, response.Says));
        foreach (var size in journey.Of<TumorSize>()) lanes.Add(say["journey.tumours"], Item.At(size, Shape.Level, size.Says));
        foreach (var tumor in journey.Of<Tumor>()) lanes.Add(say["journey.tumours"], Item.At(tumor, Shape.Level, tumor.Says));
        foreach (var reaction in journey.Of<AdverseReaction>())
            lanes.Add(say["journey.adverse"], Item.At(reaction, reaction.Grade >= 3 ? Shape.Down : Shape.Level, reaction.Grade is { } grade ? say["journey.grade", reaction.Event.Plain, grade] : reaction.Event.Plain));
        return lanes.ToLanes();
    }

    private static Shape ShapeOf(DiseaseTrend trend) => trend switch
    {
        DiseaseTrend.Worsened or DiseaseTrend.DistantMetastasis => Shape.Down,
        DiseaseTrend.FullRemission or DiseaseTrend.PartialRemission or DiseaseTrend.Improved or DiseaseTrend.Stable => Shape.Up,
        _ => Shape.Level,
    };
}
