using Tessera.Sources.Synthetic.Archetypes;

namespace Tessera.Sources.Synthetic.Story;

/// <summary>A gene by its HGNC symbol and number.</summary>
internal sealed record Gene(string Symbol, string Hgnc);

/// <summary>A variant that a panel can find: genes, a name that people use, and HGVS or ISCN text where there is one.</summary>
internal sealed record Variant(string Name, params Gene[] Genes)
{
    public string? CodingHgvs { get; init; }
    public string? ProteinHgvs { get; init; }

    /// <summary>ISCN text of a chromosomal change.</summary>
    public string? Iscn { get; init; }

    public bool IsGermline { get; init; }
    public bool IsFusion => Genes.Length > 1;
    
}

/// <summary>A genomic test that was done: what was studied, what was found.</summary>
internal sealed record GenomicTest(Panel Panel, DateOnly Collected, DateOnly Reported, IReadOnlyList<Variant> Found)
{
    /// <summary>The report is dated before its specimen.</summary>
    public bool DatesSwapped { get; init; }

    public IEnumerable<Gene> Negative => Panel.Studied.Where(gene => !Found.Any(variant => variant.Genes.Contains(gene)));
}

/// <summary>What was taken from the body.</summary>
internal sealed record SpecimenFact(SpecimenKind Kind, DateOnly Collected);
