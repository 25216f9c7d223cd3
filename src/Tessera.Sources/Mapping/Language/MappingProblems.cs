using Tessera.Fhir;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>What is wrong with a mapping, each with its line and column.</summary>
internal sealed class MappingProblems(string path, List<Issue> issues)
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
        var names = allowed.ToList();
        var near = names.Where(other => other.Contains(name, StringComparison.OrdinalIgnoreCase) || name.Contains(other, StringComparison.OrdinalIgnoreCase)).ToList();
        Add(place, $"'{name}' is no {kind}", $"There are: {string.Join(", ", (near.Count > 0 ? near : names).Take(20))}.");
    }

    private void Add(IssueSeverity severity, YamlNode place, string message, string? fix) =>
        issues.Add(new Issue(severity, IssueType.Invalid, path, message) { Line = (int)place.Start.Line, Column = (int)place.Start.Column, Fix = fix });
}
