using Tessera.Fhir;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What is wrong with a mapping, each with its line and column.</summary>
/// <param name="path">The mapping's file.</param>
/// <param name="issues">Where they are noted.</param>
/// <param name="files">Of a mapping in several files: which node is from which; compared by identity.</param>
internal sealed class MappingProblems(string path, List<Issue> issues, IReadOnlyDictionary<YamlNode, string>? files = null)
{
    /// <summary>All that was noted, for what notes beside.</summary>
    public List<Issue> Issues => issues;

    /// <summary>Whether the mapping can be used.</summary>
    public bool AreNone => !issues.Exists(issue => issue.Severity >= IssueSeverity.Error);

    public void Add(YamlNode place, string message, string? fix = null) => Add(IssueSeverity.Error, place, message, fix);

    public void Warn(YamlNode place, string message, string? fix = null) => Add(IssueSeverity.Warning, place, message, fix);

    /// <summary>Notes a name that is not one of those allowed, with the one that is nearest.</summary>
    public void Unknown(YamlNode place, string kind, string name, IEnumerable<string> allowed)
    {
        var names = allowed.Where(other => other.Length > 0).ToList();
        var near = names.Where(other => other.Contains(name, StringComparison.OrdinalIgnoreCase) || name.Contains(other, StringComparison.OrdinalIgnoreCase)).ToList();
        Add(place, $"'{name}' is no {kind}", names.Count == 0 ? $"There is no {kind} at all here." : $"There are: {string.Join(", ", (near.Count > 0 ? near : names).Take(20))}.");
    }

    private void Add(IssueSeverity severity, YamlNode place, string message, string? fix) =>
        issues.Add(new Issue(severity, IssueType.Invalid, files?.GetValueOrDefault(place) ?? path, message) { Line = (int)place.Start.Line, Column = (int)place.Start.Column, Fix = fix });
}
