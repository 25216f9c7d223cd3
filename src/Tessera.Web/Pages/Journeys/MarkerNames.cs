using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Web.Pages.Journeys;

/// <summary>Short names of tests, as far as the recorded name allows.</summary>
internal static class MarkerNames
{
    // The abbreviations that every report uses.
    private static readonly (string Words, string Short)[] Usual =
    [
        ("estrogen receptor", "ER"), ("progesterone receptor", "PR"), ("epidermal growth factor receptor", "EGFR"), ("HER2", "HER2"), ("PD-L1", "PD-L1"),
        ("carcinoembryonic", "CEA"), ("prostate specific antigen", "PSA"), ("microsatellite instability", "MSI"), ("lactate dehydrogenase", "LDH"),
    ];

    /// <summary>The usual abbreviation, else the name up to its bracket or to "in": what is measured comes first.</summary>
    public static string Of(Measurement test)
    {
        var name = test.Code.Plain;
        foreach (var (words, usual) in Usual)
            if (name.Contains(words, StringComparison.OrdinalIgnoreCase)) return usual;
        var end = name.IndexOf(" [", StringComparison.Ordinal);
        if (end < 0) end = name.IndexOf(" in ", StringComparison.Ordinal);
        return end > 0 ? name[..end] : name;
    }

    /// <summary>The name with its result: <c>ER +</c>.</summary>
    public static string WithResult(Measurement test) => test.Finding switch
    {
        Finding.Positive => $"{Of(test)} +",
        Finding.Negative => $"{Of(test)} −",
        _ => $"{Of(test)} {test.Value.Concept?.Plain ?? test.Value.ToString()}",
    };
}
