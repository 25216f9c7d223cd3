using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Genes by their HGNC numbers, the panels that study them, and well-known variants with the HGVS text that names them.</summary>
internal static class Genes
{
    public static readonly Gene Egfr = new("EGFR", "HGNC:3236");
    public static readonly Gene Kras = new("KRAS", "HGNC:6407");
    public static readonly Gene Nras = new("NRAS", "HGNC:7989");
    public static readonly Gene Braf = new("BRAF", "HGNC:1097");
    public static readonly Gene Alk = new("ALK", "HGNC:427");
    public static readonly Gene Ros1 = new("ROS1", "HGNC:10261");
    public static readonly Gene Eml4 = new("EML4", "HGNC:1316");
    public static readonly Gene Cd74 = new("CD74", "HGNC:1697");
    public static readonly Gene Met = new("MET", "HGNC:7029");
    public static readonly Gene Stk11 = new("STK11", "HGNC:11389");
    public static readonly Gene Tp53 = new("TP53", "HGNC:11998");
    public static readonly Gene Brca1 = new("BRCA1", "HGNC:1100");
    public static readonly Gene Brca2 = new("BRCA2", "HGNC:1101");
    public static readonly Gene Palb2 = new("PALB2", "HGNC:26144");
    public static readonly Gene Pik3ca = new("PIK3CA", "HGNC:8975");
    public static readonly Gene Atm = new("ATM", "HGNC:795");
    public static readonly Gene Bcr = new("BCR", "HGNC:1014");
    public static readonly Gene Abl1 = new("ABL1", "HGNC:76");
    public static readonly Gene Etv6 = new("ETV6", "HGNC:3495");
    public static readonly Gene Runx1 = new("RUNX1", "HGNC:10471");
    public static readonly Gene Kmt2a = new("KMT2A", "HGNC:7132");
    public static readonly Gene Fgfr3 = new("FGFR3", "HGNC:3690");
    public static readonly Gene Ccnd1 = new("CCND1", "HGNC:1582");

    public static readonly Panel LungPanel = new("Lung cancer gene panel", "Sequencing", SpecimenKind.Tumour, Egfr, Kras, Braf, Alk, Ros1, Met, Stk11);
    public static readonly Panel ColorectalPanel = new("RAS and BRAF panel", "Sequencing", SpecimenKind.Tumour, Kras, Nras, Braf);
    public static readonly Panel HereditaryPanel = new("Hereditary breast cancer panel", "Sequencing", SpecimenKind.Blood, Brca1, Brca2, Palb2, Tp53);
    public static readonly Panel RepairPanel = new("Homologous recombination repair panel", "Sequencing", SpecimenKind.Tumour, Brca1, Brca2, Atm, Palb2);
    public static readonly Panel MyelomaFish = new("Myeloma FISH panel", "FISH", SpecimenKind.Marrow, Tp53, Fgfr3, Ccnd1);
    public static readonly Panel LeukaemiaPanel = new("Childhood leukaemia fusion panel", "Karyotyping", SpecimenKind.Marrow, Etv6, Runx1, Bcr, Abl1, Kmt2a);

    public static readonly Variant EgfrExon19 = new("EGFR exon 19 deletion", Egfr) { CodingHgvs = "NM_005228.5:c.2235_2249del",
        ProteinHgvs = "NP_005219.2:p.(Glu746_Ala750del)" };
    public static readonly Variant EgfrL858R = new("EGFR L858R", Egfr) { CodingHgvs = "NM_005228.5:c.2573T>G",
        ProteinHgvs = "NP_005219.2:p.(Leu858Arg)" };
    public static readonly Variant KrasG12C = new("KRAS G12C", Kras) { CodingHgvs = "NM_004985.5:c.34G>T", ProteinHgvs = "NP_004976.2:p.(Gly12Cys)" };
    public static readonly Variant KrasG12D = new("KRAS G12D", Kras) { CodingHgvs = "NM_004985.5:c.35G>A", ProteinHgvs = "NP_004976.2:p.(Gly12Asp)" };
    public static readonly Variant KrasG12V = new("KRAS G12V", Kras) { CodingHgvs = "NM_004985.5:c.35G>T", ProteinHgvs = "NP_004976.2:p.(Gly12Val)" };
    public static readonly Variant NrasQ61K = new("NRAS Q61K", Nras) { CodingHgvs = "NM_002524.5:c.181C>A",
        ProteinHgvs = "NP_002515.1:p.(Gln61Lys)" };
    public static readonly Variant BrafV600E = new("BRAF V600E", Braf) { CodingHgvs = "NM_004333.6:c.1799T>A",
        ProteinHgvs = "NP_004324.2:p.(Val600Glu)" };
    public static readonly Variant AlkFusion = new("EML4::ALK fusion", Eml4, Alk);
    public static readonly Variant Ros1Fusion = new("CD74::ROS1 fusion", Cd74, Ros1);
    public static readonly Variant Tp53R175H = new("TP53 R175H", Tp53) { CodingHgvs = "NM_000546.6:c.524G>A",
        ProteinHgvs = "NP_000537.3:p.(Arg175His)" };
    public static readonly Variant Brca1Loss = new("BRCA1 c.68_69del", Brca1) { CodingHgvs = "NM_007294.4:c.68_69del", IsGermline = true };
    public static readonly Variant Brca2Loss = new("BRCA2 c.5946del", Brca2) { CodingHgvs = "NM_000059.4:c.5946del", IsGermline = true };
    public static readonly Variant Deletion17p = new("Deletion 17p", Tp53) { Iscn = "del(17)(p13)" };
    public static readonly Variant Translocation414 = new("Translocation 4;14", Fgfr3) { Iscn = "t(4;14)(p16;q32)" };
    public static readonly Variant Translocation1114 = new("Translocation 11;14", Ccnd1) { Iscn = "t(11;14)(q13;q32)" };
    public static readonly Variant Etv6Runx1 = new("ETV6::RUNX1 fusion", Etv6, Runx1) { Iscn = "t(12;21)(p13;q22)" };
    public static readonly Variant BcrAbl1 = new("BCR::ABL1 fusion", Bcr, Abl1) { Iscn = "t(9;22)(q34;q11)" };
    public static readonly Variant Kmt2aRearranged = new("KMT2A rearrangement", Kmt2a) { Iscn = "t(4;11)(q21;q23)" };
}
