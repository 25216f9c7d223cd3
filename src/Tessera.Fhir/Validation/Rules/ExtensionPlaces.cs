using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>Where an extension may stand. See https://hl7.org/fhir/R4/defining-extensions.html#context</summary>
internal sealed class ExtensionPlaces
{
    private readonly string[] elements;

    public ExtensionPlaces(IReadOnlyList<ExtensionContext> contexts, RuleSet rules)
    {
        var plain = contexts.Where(context => context.Type == "element").Select(context => context.Expression).ToList();
        elements = plain.ToArray();
        Extensions = contexts.Where(context => context.Type == "extension").Select(context => context.Expression).ToArray();
        Paths = contexts.Where(context => context.Type == "fhirpath").Select(context => context.Expression).ToArray();
        Invariants = contexts.Where(context => context.Type == "invariant").Select(context => context.Expression).ToArray();
        // Every element is one, resources too by common use. What is no type or path of R4 (a profile's element, a type of a later version)
        // cannot be told here, so it excludes nothing.
        IsAnywhere = elements.Length + Extensions.Length + Paths.Length == 0 || plain.Exists(path => path is "Element" or "Base" || !IsKnown(path, rules));
    }

    /// <summary>Whether nothing is excluded.</summary>
    public bool IsAnywhere { get; }

    /// <summary>Element paths and types.</summary>
    public IReadOnlyList<string> Elements => elements;

    /// <summary>URLs of extensions that it may stand in.</summary>
    public string[] Extensions { get; }

    /// <summary>FHIRPath that tells where it may stand.</summary>
    public string[] Paths { get; }

    /// <summary>FHIRPath that must be true of the element that it stands on.</summary>
    public string[] Invariants { get; }

    /// <summary>Whether it may stand on a type of element.</summary>
    public bool AllowsType(FhirType type)
    {
        foreach (var element in elements)
            if (type.Is(element)) return true;
        return false;
    }

    /// <summary>Whether it may stand on the element with this path, also where the path names a type that the path's own is derived from.</summary>
    public bool AllowsPath(string path, FhirDefinitions definitions)
    {
        var dot = path.IndexOf('.');
        if (dot < 0) return false;
        foreach (var element in elements)
        {
            var other = element.IndexOf('.');
            if (other < 0 || !SameElement(path.AsSpan(dot), element.AsSpan(other))) continue;
            if (path.AsSpan(0, dot).SequenceEqual(element.AsSpan(0, other)) || definitions.Type(path[..dot])?.Is(element[..other]) == true) return true;
        }
        return false;
    }

    /// <summary>The places in words.</summary>
    public string Describe() => string.Join(", ", elements.Concat(Extensions).Concat(Paths).Take(8));

    // A choice may be written with [x], without, or with one of its types.
    private static bool SameElement(ReadOnlySpan<char> path, ReadOnlySpan<char> wanted)
    {
        if (path.SequenceEqual(wanted)) return true;
        return path.EndsWith("[x]") && wanted.StartsWith(path[..^3]) && !wanted[(path.Length - 3)..].Contains('.');
    }

    private static bool IsKnown(string path, RuleSet rules)
    {
        var dot = path.IndexOf('.');
        return rules.Definitions.Type(dot < 0 ? path : path[..dot]) is not null;
    }
}
