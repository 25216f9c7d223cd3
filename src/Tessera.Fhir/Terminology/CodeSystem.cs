using System.Text;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology;

/// <summary>A code system as a loaded package tells it. Lookups read the mapped layer and allocate nothing.</summary>
public sealed class CodeSystem
{
    private readonly DefinitionLayer layer;
    private readonly Lazy<Children> children;

    internal CodeSystem(DefinitionLayer layer)
    {
        this.layer = layer;
        children = new(() => new Children(this));
    }

    /// <summary>Canonical URL: what <c>Coding.system</c> holds.</summary>
    public required string Url { get; init; }

    /// <summary>Version; empty when the resource has none.</summary>
    public required string Version { get; init; }

    /// <summary>Name for computers.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>How much of the system is here.</summary>
    public required CodeSystemContent Content { get; init; }

    /// <summary>Whether <c>a</c> and <c>A</c> are two codes.</summary>
    public required bool IsCaseSensitive { get; init; }

    /// <summary>Whether every code is here, so that a code which is absent is wrong.</summary>
    public bool IsComplete => Content == CodeSystemContent.Complete;

    /// <summary>Whether its package stands in for another version, so that a code which is absent may be one of that version.</summary>
    internal bool IsInPlaceOfAnother => layer.Package.InPlaceOf.Length > 0;

    /// <summary>Number of concepts that are here.</summary>
    public int Count => Table.Count;

    /// <summary>The concepts that are here, in the order of the resource.</summary>
    public IEnumerable<Concept> Concepts => Enumerable.Range(0, Count).Select(ConceptAt);

    internal ConceptProperty[] Properties { get; init; } = [];

    internal ConceptTable Table { get; init; }

    /// <summary>Whether a code is here. When the system is not complete, false says nothing.</summary>
    public bool Contains(ReadOnlySpan<byte> code) => IndexOf(code) >= 0;

    /// <summary>The text of a code, or null.</summary>
    public string? Display(ReadOnlySpan<byte> code) => IndexOf(code) is >= 0 and var index ? DisplayAt(index) : null;

    /// <summary>Whether a concept is another one or below it in the hierarchy. False when either is not here.</summary>
    public bool IsA(ReadOnlySpan<byte> code, ReadOnlySpan<byte> ancestor)
    {
        var (concept, target) = (IndexOf(code), IndexOf(ancestor));
        return concept >= 0 && target >= 0 && (concept == target || Ancestors(concept).Contains(target));
    }

    /// <summary>A code and all that are below it in the hierarchy, or above it; null when the code is not here.</summary>
    public IReadOnlyList<string>? Related(ReadOnlySpan<byte> code, bool below)
    {
        if (IndexOf(code) is not (>= 0 and var index)) return null;
        var related = below ? Descendants(index) : Ancestors(index);
        related.Add(index);
        return [.. Enumerable.Range(0, Count).Where(related.Contains).Select(at => ConceptAt(at).Code)];
    }

    internal int IndexOf(ReadOnlySpan<byte> code) => Table.Find(code, !IsCaseSensitive);

    internal int IndexOf(in CodeQuery query) => Table.Find(query.Code, query.Hash, !IsCaseSensitive);

    internal Concept ConceptAt(int index) => new(Url, Encoding.UTF8.GetString(Table.Code(index)), DisplayAt(index));

    internal string? DisplayAt(int index) => Table.Display(index) is { Length: > 0 } display ? Encoding.UTF8.GetString(display) : null;

    internal bool IsInactive(ReadOnlySpan<byte> code) => IndexOf(code) is >= 0 and var index && IsInactive(index);

    // http://hl7.org/fhir/R4/codesystem-concept-properties.html: "inactive", and for older systems the status.
    internal bool IsInactive(int index)
    {
        for (var i = 0; i < Properties.Length; i++)
        {
            var yes = Properties[i].Code switch { "inactive" => "true", "status" => "retired", _ => null };
            if (yes is not null && Values(index, i).Contains(yes)) return true;
        }
        return false;
    }

    internal int[] Parents(int index) => ReadParents(index, out _);

    internal void AddParents(int index, List<int> to)
    {
        var from = layer.ReaderAt(Table.Details(index));
        for (var rest = from.Number(); rest > 0; rest--) to.Add(from.Number());
    }

    internal ReadOnlySpan<int> ChildrenOf(int index) => children.Value.Of(index);

    /// <summary>Everything below a concept, without itself unless its hierarchy runs in a circle.</summary>
    internal CodeSet Descendants(int index)
    {
        var found = new CodeSet(Count);
        var open = new Stack<int>([index]);
        while (open.TryPop(out var next))
            foreach (var child in ChildrenOf(next))
                if (found.Add(child)) open.Push(child);
        return found;
    }

    /// <summary>Everything above a concept, without itself unless its hierarchy runs in a circle.</summary>
    internal CodeSet Ancestors(int index)
    {
        var found = new CodeSet(Count);
        var open = new Stack<int>([index]);
        while (open.TryPop(out var next))
            foreach (var parent in Parents(next))
                if (found.Add(parent)) open.Push(parent);
        return found;
    }

    /// <summary>Values of the property with this index, in the order of the resource.</summary>
    internal IEnumerable<string> Values(int index, int property)
    {
        ReadParents(index, out var from);
        var values = new List<string>();
        for (var rest = from.Number(); rest > 0; rest--)
        {
            var same = from.Number() == property;
            var value = from.Bytes();
            if (same) values.Add(Encoding.UTF8.GetString(value.Span));
        }
        return values;
    }

    private int[] ReadParents(int index, out LayerReader next)
    {
        next = layer.ReaderAt(Table.Details(index));
        var count = next.Number();
        if (count == 0) return [];
        var parents = new int[count];
        for (var i = 0; i < count; i++) parents[i] = next.Number();
        return parents;
    }
}
