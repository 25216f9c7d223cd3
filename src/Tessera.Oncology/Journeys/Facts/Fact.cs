using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>One thing that a patient's records say, with where they say it. Immutable; facts of a journey are ordered by date.</summary>
public abstract record Fact
{
    /// <summary>The resource that says it: <c>Observation/17</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When it was so or was done, as precisely as recorded; null when the record does not say.</summary>
    public ClinicalDate? Date { get; init; }

    /// <summary>Further resources that it rests on: a Medication, a Specimen, the members of a stage group.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>Every resource that it rests on, <see cref="Source"/> first.</summary>
    public IEnumerable<string> Evidence => Related.Prepend(Source);

    /// <summary>The mCODE group it is shown in.</summary>
    public abstract McodeGroup Group { get; }

    /// <summary>What kind of fact it is, in a word or two: <c>Stage</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What it says: <c>IIB, pathologic</c>.</summary>
    public abstract string Says { get; }

    /// <summary>Whether it shows that somebody saw the patient, the patient's tissue or the patient's signature that day:
    /// what first and last contact are computed from. An onset, an order or a plan does not.</summary>
    public virtual bool IsContact => false;

    private protected static string Join(params ReadOnlySpan<string?> parts)
    {
        var kept = new List<string>(parts.Length);
        foreach (var part in parts)
            if (!string.IsNullOrEmpty(part)) kept.Add(part);
        return string.Join(" · ", kept);
    }
}
