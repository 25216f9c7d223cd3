using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>The concepts of a code system while a release is read, with what is wrong about them.</summary>
internal sealed class ConceptList(Findings findings)
{
    private const int Most = 4_000_000;
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly List<ConceptSource> concepts = [];

    public IReadOnlyList<ConceptSource> Concepts => concepts;

    /// <summary>Adds a concept; one whose code is there already is a finding and gives null.</summary>
    public ConceptSource? Add(string code, string? display, string file, int line)
    {
        if (code.Length == 0 || code.AsSpan().Trim().Length != code.Length)
        {
            findings.Add(file, line, code.Length == 0 ? "the code is empty" : $"the code '{Shown(code)}' begins or ends with a space", "Correct the row or take it out.");
            return null;
        }

        if (!indexes.TryAdd(code, concepts.Count))
        {
            findings.Add(file, line, $"the code '{Shown(code)}' is there already", "Keep one row for each code; several parents are separated by |.");
            return null;
        }

        if (concepts.Count >= Most) throw new ReleaseRefusedException($"{file}, line {line}: there are more than {Most:N0} codes.", "No code system has that many; look what the file is.");
        var concept = new ConceptSource(code, display) { Index = concepts.Count };
        concepts.Add(concept);
        return concept;
    }

    public ConceptSource? Find(string code) => indexes.TryGetValue(code, out var index) ? concepts[index] : null;

    /// <summary>Puts a concept below another; an unknown parent is a finding.</summary>
    public void Link(ConceptSource child, string parent, string file, int line)
    {
        if (Find(parent) is { } found) child.AddParent(found.Index);
        else findings.Add(file, line, $"'{Shown(child.Code)}' stands below '{Shown(parent)}', which is no code of the file", "Add a row for it or correct it.");
    }

    /// <summary>Looks at the whole.</summary>
    public void Check(string file)
    {
        if (concepts.Count == 0) findings.Add(file, 0, "there is not a single code", "Give the release as its owner distributes it.");
        if (Hierarchy.FindCircle(concepts) is { } circle) findings.Add(file, 0, Circle(circle), "Correct the parents: no code may stand below itself.");
    }

    public static string Circle(IReadOnlyList<string> codes) => $"the hierarchy runs in a circle: {string.Join(" below ", codes.Append(codes[0]).Select(Shown))}";

    /// <summary>A code for people: no letter that moves the cursor, not longer than a line.</summary>
    public static string Shown(string code) => string.Concat(code.Where(letter => !char.IsControl(letter)).Take(60));
}
