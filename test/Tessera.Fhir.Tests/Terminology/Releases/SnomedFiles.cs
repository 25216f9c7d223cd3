namespace Tessera.Fhir.Tests.Terminology.Releases;

/// <summary>Files of Release Format 2, of a hierarchy that is made up but for the codes that the mCODE specification shows itself.</summary>
internal static class SnomedFiles
{
    public const string ConceptHeader = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n";
    public const string DescriptionHeader = "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\r\n";
    public const string RelationshipHeader = "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId\r\n";

    private const string Core = "900000000000207008";
    private const string Snapshot = "Made_Up/Snapshot/Terminology/sct2_";

    /// <summary>The concepts of mCODE's value sets of cancers below which others stand.</summary>
    public static readonly string[] Roots =
    [
        "363346000", "128462008", "393573009", "109355002", "189758001", "93468003", "109913001", "92030004", "92048008", "92296004", "92294001", "94963005", "94767002", "95002008", "95004009",
    ];

    public static string Concept(string id, string active = "1", string time = "20250101", string module = Core) => $"{id}\t{time}\t{active}\t{module}\t900000000000074008\r\n";

    /// <summary>A relationship; one of the same two concepts has the same identifier.</summary>
    public static string IsA(string child, string parent, string active = "1", string time = "20250101") =>
        $"{(long.Parse(child) % 1_000_000_007 * 31) + (long.Parse(parent) % 1_000_000_007)}\t{time}\t{active}\t{Core}\t{child}\t{parent}\t0\t116680003\t900000000000011006\t900000000000451002\r\n";

    public static string Text(string concept, string term, string type = "900000000000003001", string language = "en", string active = "1") =>
        $"100013\t20250101\t{active}\t{Core}\t{concept}\t{language}\t{type}\t{term}\t900000000000448009\r\n";

    public static void Write(ReleaseFolder folder, string concepts, string descriptions, string relationships, string suffix = "INT_20250101")
    {
        folder.Write($"{Snapshot}Concept_Snapshot_{suffix}.txt", ConceptHeader + concepts);
        folder.Write($"{Snapshot}Description_Snapshot-en_{suffix}.txt", DescriptionHeader + descriptions);
        folder.Write($"{Snapshot}Relationship_Snapshot_{suffix}.txt", RelationshipHeader + relationships);
    }

    /// <summary>Two cancers below 363346000, a concept that is no longer in use, and one beside them. Every concept that mCODE's filters name has to be
    /// there, else nobody can tell what stands below it.</summary>
    public static void WriteCancers(ReleaseFolder folder) => Write(folder,
        Concept("138875005") + string.Concat(Roots.Select(root => Concept(root))) + Concept("254637007") + Concept("188340000") + Concept("1000000008", active: "0") + Concept("2000000001"),
        Text("138875005", "Everything") + Text("363346000", "Malignant (made up)") + Text("254637007", "Synonym first", type: "900000000000013009") + Text("254637007", "Lung (made up)")
            + Text("254637007", "Poumon", language: "fr") + Text("188340000", "Withdrawn", active: "0") + Text("188340000", "Poumon bis", language: "fr"),
        string.Concat(Roots.Select(root => IsA(root, "138875005"))) + IsA("254637007", "363346000") + IsA("188340000", "363346000") + IsA("2000000001", "138875005")
            + IsA("2000000001", "363346000", active: "0"));
}
