using Tessera.Fhir;
using Tessera.Sources.Settings;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the YAML of a mapping, which holds keys.</summary>
internal static class MappingYaml
{
    /// <summary>The keys of a mapping; null after noting what is wrong.</summary>
    public static YamlMappingNode? Root(string path, TextReader text, List<Issue> issues)
    {
        if (YamlText.Read(text.ReadToEnd(), out var problem) is YamlMappingNode root) return root;
        problem ??= new YamlProblem(1, 1, "the mapping holds no keys", "Start with source: and tables:.");
        issues.Add(new Issue(IssueSeverity.Error, IssueType.Structure, path, problem.Message) { Line = problem.Line, Column = problem.Column, Fix = problem.Fix });
        return null;
    }
}
