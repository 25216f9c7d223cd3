using System.Text;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Where the walk is, kept as small steps; becomes text only when there is something to report.</summary>
internal sealed class IssuePath
{
    private (string? Name, int Item, ElementRule? Element, FhirNode Holder)[] steps = new (string?, int, ElementRule?, FhirNode)[32];

    private readonly StringBuilder text = new();

    public int Depth { get; private set; }

    /// <summary>Goes into a property; <paramref name="item"/> is its place in a list, or -1.</summary>
    public void Push(string name, int item, ElementRule? element = null, FhirNode holder = default)
    {
        if (Depth == steps.Length) Array.Resize(ref steps, Depth * 2);
        steps[Depth++] = (name, item, element, holder);
    }

    /// <summary>The rule of the element that the walk is at, or of one above it; null for a resource that nothing holds.</summary>
    public ElementRule? ElementAbove(int levels) => Depth - 1 - levels is >= 0 and var at ? steps[at].Element : null;

    /// <summary>The object whose property the walk is at.</summary>
    public FhirNode Holder => steps[Depth - 1].Holder;

    /// <summary>The object that holds what the walk is at, or what holds that, and so on.</summary>
    public FhirNode HolderAbove(int levels) => Depth - 1 - levels is >= 0 and var at ? steps[at].Holder : default;

    public void Pop() => Depth--;

    public void Clear()
    {
        Depth = 0;
        Array.Clear(steps); // no document is kept alive by a run that waits for the next
    }

    /// <summary>Says which item of the list the walk is at.</summary>
    public void Item(int item) => steps[Depth - 1].Item = item;

    /// <summary>The place as FHIRPath, optionally with one more name.</summary>
    public string Text(string? below = null)
    {
        if (below is null && Depth == 1 && steps[0] is (string name, < 0, _, _)) return name;
        text.Clear();
        for (var i = 0; i < Depth; i++)
        {
            if (i > 0) text.Append('.');
            text.Append(steps[i].Name);
            if (steps[i].Item >= 0) text.Append('[').Append(steps[i].Item).Append(']');
        }
        if (below is not null) text.Append('.').Append(below);
        return text.ToString();
    }

    /// <summary>The node at this place, or the nearest above it that exists.</summary>
    public FhirNode Find(FhirNode root, string? below)
    {
        var node = root;
        for (var i = 1; i <= Depth; i++)
        {
            var (name, item) = i < Depth ? (steps[i].Name, steps[i].Item) : (below, -1);
            if (name is null || Property(node, name) is not { Exists: true } next) break;
            node = item >= 0 && Item(next, item) is { Exists: true } one ? one : next;
        }
        return node;
    }

    // A choice is known by its element's name here, and stands in JSON with its type's behind it.
    private static FhirNode Property(FhirNode node, string name)
    {
        if (node[name] is { Exists: true } exact) return exact;
        foreach (var child in node.Children)
            if (child.Name is var json && json.Length > name.Length && char.IsAsciiLetterUpper(json[name.Length]) && json.StartsWith(name, StringComparison.Ordinal)) return child;
        return node["_" + name];
    }

    private static FhirNode Item(FhirNode list, int item)
    {
        foreach (var node in list.Items)
            if (item-- == 0) return node;
        return default;
    }
}
