using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>First and last contact, and what says the last.</summary>
internal static class Contacts
{
    /// <summary>Only dates with at least a month count: a bare year would make the story known, or the patient alive, for months nobody saw.</summary>
    public static (DateOnly? First, DateOnly? Last, string? LastEvidence) Of(IReadOnlyList<Fact> facts)
    {
        DateOnly? first = null;
        DateOnly? last = null;
        string? evidence = null;
        foreach (var fact in facts)
        {
            if (!fact.IsContact || fact.Date is not { Start.Length: >= 7 } date) continue;
            if (first is null || date.First < first) first = date.First;
            // Of a period that is only known by its month, nobody knows the last day.
            var end = date.End is { Length: >= 10 } ? date.Last : date.First;
            if (last is null || end > last) (last, evidence) = (end, fact.Source);
        }

        return (first, last, evidence);
    }
}
