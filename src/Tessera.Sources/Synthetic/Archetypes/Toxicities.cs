namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Side effects by kind of treatment.</summary>
internal static class Toxicities
{
    public static readonly Toxicity Neutropenia = new("Neutrophil count decreased", 4);
    private static readonly Toxicity Fatigue = new("Fatigue");
    private static readonly Toxicity Nausea = new("Nausea");
    private static readonly Toxicity Diarrhoea = new("Diarrhea");
    private static readonly Toxicity Rash = new("Rash maculo-papular");
    private static readonly Toxicity Neuropathy = new("Peripheral sensory neuropathy");

    public static readonly (double, Toxicity)[] Chemotherapy =
    [
        (3, Nausea), (3, Fatigue), (1.5, new("Mucositis oral")), (1, Diarrhoea), (1, new("Anemia", 3)), (0.4, new("Febrile neutropenia", 4)), (0.6,
            new("Vomiting")),
    ];

    public static readonly (double, Toxicity)[] Taxane =
        [(3, Neuropathy), (2, Fatigue), (1, new("Myalgia", 2)), (1, new("Nail changes", 2)), (0.5, new("Infusion related reaction"))];

    public static readonly (double, Toxicity)[] Oxaliplatin =
        [(4, Neuropathy), (1.5, Nausea), (1, Diarrhoea), (0.8, new("Platelet count decreased", 4)), (1, Fatigue)];

    public static readonly (double, Toxicity)[] Fluoropyrimidine =
        [(3, new("Palmar-plantar erythrodysesthesia syndrome")), (2, Diarrhoea), (1, Fatigue), (1, Nausea)];

    public static readonly (double, Toxicity)[] Irinotecan = [(3, Diarrhoea), (1.5, Fatigue), (1, Nausea), (0.5, new("Febrile neutropenia", 4))];

    public static readonly (double, Toxicity)[] Immune =
    [
        (2, Fatigue), (1.5, Rash), (1, new("Hypothyroidism", 2)), (0.8, new("Alanine aminotransferase increased", 4)), (0.5, new("Colitis", 4)), (0.5,
            new("Pneumonitis", 4)),
        (0.6, new("Arthralgia", 2)), (0.2, new("Adrenal insufficiency")),
    ];

    public static readonly (double, Toxicity)[] Kinase =
        [(2, Diarrhoea), (2, new("Rash acneiform")), (1, new("Paronychia", 2)), (1, Fatigue), (0.6, new("Alanine aminotransferase increased", 4)),
            (0.5, new("Edema limbs", 2))];

    public static readonly (double, Toxicity)[] AntiHer2 = [(2, Diarrhoea), (1, new("Ejection fraction decreased")), (1, Fatigue), (0.5,
        new("Infusion related reaction"))];

    public static readonly (double, Toxicity)[] Endocrine =
        [(3, new("Hot flashes", 2)), (2, new("Arthralgia", 3)), (1, Fatigue), (0.5, new("Osteoporosis", 2)), (0.3, new("Insomnia", 2))];

    public static readonly (double, Toxicity)[] Androgen =
        [(3, new("Hot flashes", 2)), (2, Fatigue), (1, new("Hypertension")), (0.5, new("Hypokalemia")), (0.3, new("Fall"))];

    public static readonly (double, Toxicity)[] Myeloma =
    [
        (2.5, Neuropathy), (1.5, Fatigue), (1, new("Constipation", 2)), (1, new("Upper respiratory infection")), (0.5, new("Herpes zoster")), (0.4,
            new("Thromboembolic event")),
        (0.6, new("Platelet count decreased", 4)),
    ];

    public static readonly (double, Toxicity)[] Leukaemia =
    [
        (2, new("Febrile neutropenia", 4)), (1.5, new("Alanine aminotransferase increased", 4)), (1.5, new("Mucositis oral")), (1, Neuropathy), (0.6,
            new("Hyperglycemia")),
        (0.3, new("Pancreatitis", 4)), (0.3, new("Allergic reaction", 4)), (0.4, new("Thromboembolic event")),
    ];
}
