using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>The restricted FHIRPath of discriminators: names with dots, <c>$this</c>, <c>resolve()</c>, <c>extension('url')</c>, <c>ofType(T)</c>.</summary>
internal sealed class DiscriminatorPath
{
    private readonly PathStep[] steps;

    private DiscriminatorPath(PathStep[] steps)
    {
        this.steps = steps;
        Steps = steps.Select(step => step.Text).ToArray();
        Resolves = Array.Exists(steps, step => step.Kind == PathStepKind.Resolve);
    }

    /// <summary>The item itself.</summary>
    public static DiscriminatorPath This { get; } = new([]);

    /// <summary>The steps as text, without <c>$this</c>.</summary>
    public string[] Steps { get; }

    /// <summary>Whether the path follows a reference, so that finding nothing may only mean that the target is elsewhere.</summary>
    public bool Resolves { get; }

    /// <summary>Reads a path; null when it uses more than the standard allows here.</summary>
    public static DiscriminatorPath? Parse(string path, FhirDefinitions definitions)
    {
        var steps = new List<PathStep>();
        foreach (var text in Split(path))
        {
            if (text == "$this") continue;
            if (PathStep.Parse(text, definitions) is not { } step) return null;
            steps.Add(step);
        }
        return new DiscriminatorPath([.. steps]);
    }

    /// <summary>Collects the values that the path reaches.</summary>
    public void Select(FhirNode from, ValidationRun run, List<(FhirNode Value, string? Type)> into) => Select(from, null, 0, run, into);

    private void Select(FhirNode node, string? type, int at, ValidationRun run, List<(FhirNode, string?)> into)
    {
        if (at == steps.Length)
        {
            into.Add((node, type));
            return;
        }
        var step = steps[at];
        switch (step.Kind)
        {
            case PathStepKind.Resolve:
                if (run.Resolve(node) is { Exists: true } target) Select(target, run.TypeOf(target), at + 1, run, into);
                break;
            case PathStepKind.Extension:
                foreach (var extension in node["extension"].Items)
                    if (extension["url"].TextEquals(step.ArgumentUtf8)) Select(extension, "Extension", at + 1, run, into);
                break;
            case PathStepKind.OfType:
                if (type is null || type == step.Argument) Select(node, type, at + 1, run, into);
                break;
            default:
                foreach (var (nameId, named) in step.Names)
                foreach (var item in node[nameId].Items)
                    Select(item, named, at + 1, run, into);
                break;
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
