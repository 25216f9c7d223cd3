namespace Tessera.Oncology.Mcode;

/// <summary>A staging method other than TNM that mcode-cancer-staging-method-vs lists, with the code its stages carry.</summary>
/// <param name="System">Code system of the method.</param>
/// <param name="Code">Code of the method.</param>
/// <param name="TypeSystem">Code system of <paramref name="TypeCode"/>.</param>
/// <param name="TypeCode">What <c>Observation.code</c> says of such a stage.</param>
public sealed record StagingMethod(string System, string Code, string TypeSystem, string TypeCode)
{
    private const string Sct = CodeSystems.Snomed;
    private const string Ncit = CodeSystems.NciThesaurus;

    // Types are those of mcode-cancer-stage-type-vs and of the IG's examples.
    private static readonly StagingMethod[] All =
    [
        new(Sct, "1149162008", Ncit, "C139007") { Values = [("I", "C70658"), ("II", "C70659"), ("III", "C70660")] },
        new(Sct, "1149163003", Ncit, "C141392") { Values = [("II", "C141395")] },
        new(Sct, "1149099005", Ncit, "C141212") { Values = [("B", "C80135")] },
        new(Sct, "1149131009", Ncit, "C141207") { Values = [("II", "C7875")] },
        new(Ncit, "C141206", Ncit, "C141207"),
        new(Sct, "254372002", Sct, "385388004"),
        new(Sct, "254373007", Sct, "385388004"),
        new(Sct, "254374001", Sct, "385388004"),
        new(Sct, "254375000", Sct, "385388004"),
        new(Ncit, "C141168", Sct, "385388004"),
        new(Sct, "254360008", Sct, "385357003"),
        new(Sct, "385359000", Sct, "103420007"),
        new(Sct, "254383006", Sct, "385361009"),
        new(Sct, "254386003", Sct, "385363007"),
        new(Sct, "106247005", Sct, "385365000"),
        new(Sct, "106250008", Sct, "385367008"),
        new(Sct, "106244003", Sct, "385375002"),
        new(Sct, "106246001", Sct, "385369006"),
        new(Sct, "254385004", Sct, "385373009"),
        new(Ncit, "C115132", Ncit, "C115134"),
        new(Ncit, "C112006", Ncit, "C143151"),
        new(Sct, "1287648008", Ncit, "C143151"),
        new(Sct, "1287643004", Ncit, "C133427"),
    ];

    /// <summary>Stage values and their NCI Thesaurus codes, where the IG lists or shows them.</summary>
    public IReadOnlyList<(string Stage, string Code)> Values { get; init; } = [];

    internal static IReadOnlyList<StagingMethod> Known => All;

    /// <summary>The method with this code, or null when it is TNM or not known.</summary>
    public static StagingMethod? Find(string? system, string? code) => Array.Find(All, method => method.Code == code && method.System == system);

    /// <summary>NCI Thesaurus code of a stage, or null.</summary>
    public string? ValueCode(string stage)
    {
        foreach (var (name, code) in Values)
            if (string.Equals(name, stage, StringComparison.OrdinalIgnoreCase)) return code;
        return null;
    }
}
