namespace Tessera.Fhir.Terminology.Releases;

/// <summary>A release of SNOMED CT in its Release Format 2: the Snapshot files of concepts, descriptions and relationships
/// (https://confluence.ihtsdotools.org/display/DOCRELFMT). An extension and the edition below it may lie in one folder.</summary>
internal static class SnomedRelease
{
    public const string Url = "http://snomed.info/sct";
    private const string InternationalCore = "900000000000207008";

    public static bool Fits(ReleaseFiles files) => files.All.Any(file => IsOf(file, "Concept", ""));

    public static TerminologyRelease Read(ReleaseFiles files, ReleaseOptions options, Findings findings)
    {
        ReleaseSystem.ExpectSystem(options, Url, files.Name);
        var (concepts, descriptions, relationships) = (Wanted(files, "Concept"), Wanted(files, "Description"), Wanted(files, "Relationship"));
        var hierarchy = new SnomedHierarchy(findings);
        foreach (var file in concepts) hierarchy.AddConcepts(file);
        var texts = descriptions.Sum(hierarchy.AddDescriptions);
        var relations = hierarchy.AddRelationships(relationships);
        hierarchy.Check(concepts[0].Name);

        var system = ReleaseSystem.Of(Url, Version(files, concepts, hierarchy), "SNOMED CT", options, ReleaseSystem.Hierarchical, hierarchy.Concepts)
            with { ValueSet = Url + "?fhir_vs" };
        return new("SNOMED CT, Release Format 2", [new TerminologyPart(system, [])],
            $"{hierarchy.Concepts.Count:N0} concepts ({hierarchy.Inactive:N0} inactive), {texts:N0} descriptions, {relations:N0} is-a relations.");
    }

    // "sct2_Concept_Snapshot_INT_20250101.txt"; some countries write their own letters before "Snapshot", and betas an x before everything.
    private static bool IsOf(ReleaseFile file, string table, string kind) => file.Name.TrimStart('x') is var name
        && name.StartsWith($"sct2_{table}_", StringComparison.OrdinalIgnoreCase) && name.Contains(kind, StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    private static List<ReleaseFile> Wanted(ReleaseFiles files, string table)
    {
        var found = files.All.Where(file => IsOf(file, table, "Snapshot")).ToList();
        return found.Count > 0 ? found : throw new ReleaseRefusedException($"{files.Name} has no file sct2_{table}_Snapshot….txt.",
            "Give the whole release with its folder Snapshot; Full and Delta files are not read.");
    }

    // "…/<module>/version/<date>" (http://hl7.org/fhir/R4/snomedct.html); the module of an extension carries the namespace that its file names carry.
    private static string Version(ReleaseFiles files, List<ReleaseFile> concepts, SnomedHierarchy hierarchy)
    {
        var names = concepts.Select(file => System.IO.Path.GetFileNameWithoutExtension(file.Name).Split('_')).Where(parts => parts.Length >= 5).Select(parts => (Namespace: parts[^2], Date: parts[^1]))
            .OrderBy(name => name.Namespace == "INT" ? 0 : 1).ThenBy(name => name.Date, StringComparer.Ordinal).ToList();
        var date = names.Count > 0 && names[^1].Date is { Length: 8 } stated && stated.All(char.IsAsciiDigit) ? stated : hierarchy.Latest;
        if (names.Count == 0) return date;
        var digits = string.Concat(names[^1].Namespace.Where(char.IsAsciiDigit));
        var module = names[^1].Namespace == "INT" ? InternationalCore : digits.Length == 7 ? hierarchy.Module(digits) : null;
        return module is null ? date : $"{Url}/{module}/version/{date}";
    }
}
