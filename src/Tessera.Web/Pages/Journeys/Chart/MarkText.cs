using Tessera.Oncology.Journeys.Facts;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Journeys.Chart;

/// <summary>What a mark says when it is pointed at, reached by keyboard or read out: the same words each time.</summary>
internal static class MarkText
{
    private const int FactsTold = 6;

    public static string Of(Texts say, Mark mark)
    {
        var facts = mark.Facts;
        if (facts.Count == 1) return Line(say, facts[0]);
        var when = Span(say, facts);
        if (facts[0] is MedicineEvent first && facts.All(fact => fact is MedicineEvent other && other.Medicine.Name == first.Medicine.Name && other.How == first.How))
            return $"{when}: {first.Medicine.Name}, {first.Kind.ToLowerInvariant()}, {say.Count("journey.times", facts.Count)}{Dose(facts)}";
        var told = facts.Take(FactsTold).Select(fact => $"{fact.Kind}: {fact.Says}").ToList();
        if (facts.Count > FactsTold) told.Add(say["journey.more", facts.Count - FactsTold]);
        return $"{when}: {string.Join("; ", told)}";
    }

    /// <summary>One fact with its date.</summary>
    public static string Line(Texts say, Fact fact) => $"{(fact.Date is { } date ? say.Date(date) : say["journey.no-date"])}: {fact.Kind}: {fact.Says}";

    private static string Span(Texts say, IReadOnlyList<Fact> facts)
    {
        var days = facts.Where(fact => fact.Date is { Start.Length: > 0 }).Select(fact => fact.Date!.Value).OrderBy(date => date.First).ToList();
        if (days.Count == 0) return say["journey.no-date"];
        var (first, last) = (say.Date(days[0] with { End = null }), say.Date(days[^1] with { End = null }));
        return first == last ? first : $"{first} – {last}";
    }

    private static string Dose(IReadOnlyList<Fact> facts)
    {
        var doses = facts.Cast<MedicineEvent>().Select(fact => fact.Dose?.ToString()).Where(dose => dose is not null).Distinct().ToList();
        return doses.Count is 1 or 2 ? $", {string.Join(" → ", doses)}" : "";
    }
}
