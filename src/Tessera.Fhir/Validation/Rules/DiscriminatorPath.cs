using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>The restricted FHIRPath of discriminators: names with dots, <c>$this</c>, <c>resolve()</c>, <c>extension('url')</c>, <c>ofType(T)</c>.</summary>
internal sealed class DiscriminatorPath
{
    private readonly string[] steps;

    private DiscriminatorPath(string[] steps) => this.steps = steps;

    /// <summary>The steps, without <c>$this</c>.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <summary>Reads a path; null when it uses more than the standard allows here.</summary>
    public static DiscriminatorPath? Parse(string path)
    {
        var steps = new List<string>();
        foreach (var step in Split(path))
        {
            if (step == "$this") continue;
            var isFunction = step is "resolve()" || (step.StartsWith("extension('", StringComparison.Ordinal) && step.EndsWith("')", StringComparison.Ordinal)) ||
                (step.StartsWith("ofType(", StringComparison.Ordinal) && step.EndsWith(')'));
            if (!isFunction && !step.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return null;
            steps.Add(step);
        }
        return new DiscriminatorPath([.. steps]);
    }

    /// <summary>Collects the values that the path reaches.</summary>
    public void Select(FhirNode from, ValidationRun run, List<(FhirNode Value, string? Type)> into) => Select(from, null, 0, run, into);

    private void Select(FhirNode node, string? type, int step, ValidationRun run, List<(FhirNode, string?)> into)
    {
        if (step == steps.Length)
        {
            into.Add((node, type));
            return;
        }
        var name = steps[step];
        if (name == "resolve()")
        {
            if (run.Resolve(node) is { Exists: true } target) Select(target, target.Text("resourceType"), step + 1, run, into);
        }
        else if (name.StartsWith("extension(", StringComparison.Ordinal))
        {
            foreach (var extension in node["extension"].Items)
                if (extension.Text("url") == name[11..^2]) Select(extension, "Extension", step + 1, run, into);
        }
        else if (name.StartsWith("ofType(", StringComparison.Ordinal))
        {
            if (type is null || string.Equals(type, name[7..^1], StringComparison.Ordinal)) Select(node, type, step + 1, run, into);
        }
        else
        {
            SelectChild(node, name, step, run, into);
        }
    }

    private void SelectChild(FhirNode node, string name, int step, ValidationRun run, List<(FhirNode, string?)> into)
    {
        foreach (var child in node.Children)
        {
            if (child.NameId < 0 || NameTable.IsCompanion(child.NameId)) continue;
            var json = child.Name;
            if (!json.StartsWith(name, StringComparison.Ordinal)) continue;
            var isChoice = json.Length > name.Length && char.IsUpper(json[name.Length]);
            if (json.Length != name.Length && !isChoice) continue;
            foreach (var item in child.Items) Select(item, isChoice ? json[name.Length..] : null, step + 1, run, into);
        }
    }

    // Dots inside quotes belong to an extension's URL.
    private static IEnumerable<string> Split(string path)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] == '\'') quoted = !quoted;
            if (i < path.Length && (path[i] != '.' || quoted)) continue;
            if (i > start) yield return path[start..i].Trim();
            start = i + 1;
        }
    }
}
