using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>A code system that a release brings, on its way into a layer.</summary>
internal static class ReleaseSystem
{
    private const string Standard = "http://hl7.org/fhir/concept-properties#";

    /// <summary>How the hierarchy is asked for: its values are the parents and children of a concept.</summary>
    public static readonly ConceptProperty[] Hierarchical = [Inactive, new("parent", Standard + "parent"), new("child", Standard + "child")];

    /// <summary>Whether a code is no longer to be used.</summary>
    public static ConceptProperty Inactive => new("inactive", Standard + "inactive");

    public static CodeSystemSource Of(string url, string version, string title, ReleaseOptions options, IReadOnlyList<ConceptProperty> properties, IReadOnlyList<ConceptSource> concepts) => new()
    {
        Url = url,
        Version = options.Version ?? version,
        Name = title,
        Title = title,
        Content = options.IsPart ? CodeSystemContent.Fragment : CodeSystemContent.Complete,
        IsCaseSensitive = true,
        Properties = properties,
        Concepts = concepts,
    };

    /// <summary>Refuses another code system than that which the release is known to be of.</summary>
    public static void ExpectSystem(ReleaseOptions options, string url, string name)
    {
        if (options.System is { } other && other != url) throw new ReleaseRefusedException($"{name} is a release of {url}, not of {other}.", "Leave out --system.");
    }
}
