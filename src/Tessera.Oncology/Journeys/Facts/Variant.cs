using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A variant that was looked for: found, not found or undecided (mcode-genomic-variant).</summary>
public sealed record Variant : Fact
{
    /// <summary>Gene symbols as recorded, in capitals: one, two for a fusion, several for a pertinent negative.</summary>
    public IReadOnlyList<string> Genes { get; init; } = [];

    /// <summary>Whether it was found.</summary>
    public Finding Finding { get; init; }

    /// <summary>What kind of change; <see cref="AlterationKind.NotSaid"/> when the record does not say.</summary>
    public AlterationKind Alteration { get; init; }

    /// <summary>Change of the coding sequence in HGVS; empty when not recorded.</summary>
    public string CodingChange { get; init; } = "";

    /// <summary>Change of the protein in HGVS; empty when not recorded.</summary>
    public string ProteinChange { get; init; } = "";

    /// <summary>Change of the genome in HGVS; empty when not recorded.</summary>
    public string GenomicChange { get; init; } = "";

    /// <summary>Codes of variant databases such as ClinVar, in words.</summary>
    public IReadOnlyList<Concept> KnownAs { get; init; } = [];

    /// <summary>Germline or somatic, in words; empty when not recorded.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Share of reads that carry it, when recorded.</summary>
    public Quantity? AllelicFrequency { get; init; }

    /// <summary>Number of copies, when recorded.</summary>
    public Quantity? CopyNumber { get; init; }

    /// <summary>How it was looked for, when recorded.</summary>
    public Concept? Assay { get; init; }

    /// <summary>The tissue, from the variant or from its report, when recorded.</summary>
    public string? Specimen { get; init; }

    /// <summary>The report it is part of, when recorded.</summary>
    public string? Report { get; init; }

    /// <summary>The variant in its shortest form: <c>PIK3CA p.(His1047Arg)</c>.</summary>
    public string Short
    {
        get
        {
            var change = ProteinChange.Length > 0 ? ProteinChange : CodingChange.Length > 0 ? CodingChange : "";
            var genes = string.Join(Alteration == AlterationKind.Fusion ? "::" : ", ", Genes);
            var known = change.Length == 0 && KnownAs.Count > 0 ? KnownAs[0].Plain : change.Length == 0 ? GenomicChange : change;
            return genes.Length == 0 ? known : known.Length == 0 ? genes : known.Contains(genes, StringComparison.OrdinalIgnoreCase) ? known : $"{genes} {known}";
        }
    }

    /// <inheritdoc/>
    public override McodeGroup Group => McodeGroup.Genomics;

    /// <inheritdoc/>
    public override string Kind => "Variant";

    /// <inheritdoc/>
    public override string Says => Join(
        Short.Length > 0 ? Short : "gene not recorded",
        Finding switch { Finding.Positive => "found", Finding.Negative => "not found", Finding.Equivocal => "undecided", _ => "result not recorded" },
        Alteration switch { AlterationKind.CopyNumber => "copy number", AlterationKind.Fusion => "fusion", _ => null },
        Origin, AllelicFrequency is null ? null : $"allelic frequency {AllelicFrequency}", CopyNumber is null ? null : $"{CopyNumber.Digits} copies");

    /// <inheritdoc/>
    public override bool IsContact => true;
}
