using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Mcode;

/// <summary>Groups cancers by the categories of ICD-10, and by the few SNOMED CT codes that mCODE shows. Codes are ranges of the
/// classification's chapter II (https://icd.who.int/browse10), the same in ICD-10, ICD-10-CM and ICD-10-GM.</summary>
public static class CancerTypes
{
    private static readonly (string From, string To, CancerType Type)[] Ranges =
    [
        ("C00", "C14", new("head-and-neck", "Head and neck cancer")),
        ("C15", "C15", new("oesophagus", "Oesophageal cancer")),
        ("C16", "C16", new("stomach", "Stomach cancer")),
        ("C17", "C17", new("small-intestine", "Cancer of the small intestine")),
        ("C18", "C21", new("colorectal", "Colorectal cancer")),
        ("C22", "C24", new("liver-biliary", "Liver and biliary cancer")),
        ("C25", "C25", new("pancreas", "Pancreatic cancer")),
        ("C30", "C33", new("head-and-neck", "Head and neck cancer")),
        ("C34", "C34", new("lung", "Lung cancer") { HasSides = true }),
        ("C37", "C39", new("thorax", "Cancer of the chest")),
        ("C40", "C41", new("bone", "Bone cancer")),
        ("C43", "C43", new("melanoma", "Melanoma")),
        ("C44", "C44", new("skin", "Skin cancer")),
        ("C45", "C45", new("mesothelioma", "Mesothelioma")),
        ("C46", "C49", new("soft-tissue", "Soft tissue cancer")),
        ("C50", "C50", new("breast", "Breast cancer") { HasSides = true }),
        ("C51", "C52", new("gynaecological", "Gynaecological cancer")),
        ("C53", "C53", new("cervix", "Cervical cancer")),
        ("C54", "C55", new("uterus", "Cancer of the uterus")),
        ("C56", "C57", new("ovary", "Ovarian cancer") { HasSides = true }),
        ("C58", "C58", new("gynaecological", "Gynaecological cancer")),
        ("C60", "C60", new("penis", "Cancer of the penis")),
        ("C61", "C61", new("prostate", "Prostate cancer")),
        ("C62", "C62", new("testis", "Testicular cancer") { HasSides = true }),
        ("C64", "C65", new("kidney", "Kidney cancer") { HasSides = true }),
        ("C66", "C68", new("bladder", "Bladder and urinary tract cancer")),
        ("C69", "C69", new("eye", "Cancer of the eye") { HasSides = true }),
        ("C70", "C72", new("brain", "Cancer of brain and nerves")),
        ("C73", "C73", new("thyroid", "Thyroid cancer")),
        ("C74", "C75", new("endocrine", "Endocrine cancer")),
        ("C81", "C81", new("hodgkin", "Hodgkin lymphoma")),
        ("C82", "C88", new("lymphoma", "Lymphoma")),
        ("C90", "C90", new("myeloma", "Myeloma")),
        ("C91", "C91", new("lymphoid-leukaemia", "Lymphoid leukaemia") { IsStaged = false }),
        ("C92", "C92", new("myeloid-leukaemia", "Myeloid leukaemia") { IsStaged = false }),
        ("C93", "C95", new("leukaemia", "Leukaemia") { IsStaged = false }),
        ("D05", "D05", new("breast", "Breast cancer") { HasSides = true }),
    ];

    private static readonly Dictionary<string, string> SnomedAsIcd10 = new(StringComparer.Ordinal)
    {
        ["353431000119107"] = "C50", ["254837009"] = "C50", ["372137005"] = "C50", ["254637007"] = "C34", ["277571004"] = "C91", ["92814006"] = "C91", ["363418001"] = "C25", ["363443007"] = "C56",
    };

    /// <summary>Every group, each once.</summary>
    public static IEnumerable<CancerType> All => Ranges.Select(range => range.Type).DistinctBy(type => type.Key);

    /// <summary>The group of a cancer, or null when its codes do not say.</summary>
    public static CancerType? Of(Concept cancer)
    {
        ArgumentNullException.ThrowIfNull(cancer);
        foreach (var coding in cancer.Codings)
        {
            var icd10 = coding.System switch
            {
                CodeSystems.Icd10 or CodeSystems.Icd10Cm or CodeSystems.Icd10Gm when coding.Code.Length >= 3 => coding.Code[..3].ToUpperInvariant(),
                CodeSystems.Snomed => SnomedAsIcd10.GetValueOrDefault(coding.Code),
                _ => null,
            };
            if (icd10 is not null && Array.Find(Ranges, range => string.CompareOrdinal(range.From, icd10) <= 0 && string.CompareOrdinal(icd10, range.To) <= 0).Type is { } type) return type;
        }

        return null;
    }
}
