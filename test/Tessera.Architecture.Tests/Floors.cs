namespace Tessera.Architecture;

/// <summary>The projects of the house and every edge between them: the table of CONTRIBUTING.md, as data.</summary>
internal static class Floors
{
    /// <summary>Project of <c>src/</c> → the projects of lower floors that it refers to.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Edges = new Dictionary<string, string[]>
    {
        ["Tessera.Cli"] = ["Tessera.Web"],
        ["Tessera.Web"] = ["Tessera.Centre", "Tessera.Network"],
        ["Tessera.Centre"] = ["Tessera.Store", "Tessera.Sources", "Tessera.Network", "Tessera.Oncology"],
        ["Tessera.Sources"] = ["Tessera.Oncology"],
        ["Tessera.Network"] = ["Tessera.Oncology", "Tessera.Database"],
        ["Tessera.Oncology"] = ["Tessera.Fhir"],
        ["Tessera.Store"] = ["Tessera.Fhir", "Tessera.Database"],
        ["Tessera.Fhir"] = [],
        ["Tessera.Database"] = [],
    };

    /// <summary>Test projects that look at the whole house.</summary>
    private static readonly string[] WholeHouse = ["Tessera.Architecture.Tests", "Tessera.Conformance", "Tessera.EndToEnd", "Tessera.Durability", "Tessera.Bench"];

    /// <summary>The projects that a project may refer to, or null when the project is not in the table.</summary>
    public static IReadOnlyCollection<string>? Allowed(string folder, string project) => folder switch
    {
        "src" => Edges.GetValueOrDefault(project),
        // A build step may use the engine, nothing above it.
        "eng" or "definitions" => ["Tessera.Fhir"],
        _ when WholeHouse.Contains(project) => [.. Edges.Keys],
        _ when project.EndsWith(".Tests", StringComparison.Ordinal) && Edges.ContainsKey(project[..^6]) => Reachable(project[..^6]),
        _ => null,
    };

    private static HashSet<string> Reachable(string project)
    {
        var reached = new HashSet<string> { project };
        foreach (var below in Edges[project]) reached.UnionWith(Reachable(below));
        return reached;
    }
}
