using System.Text.Json;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>One element of a snapshot that is being made. Ids and paths follow from the place in the tree, so nothing has to be
/// renamed when a part of one structure becomes a part of another.</summary>
internal sealed class SnapshotElement
{
    private Dictionary<string, JsonElement> attributes;
    private Dictionary<string, JsonElement>? inherited;
    private Dictionary<string, SnapshotElement>? byName;
    private bool isShared;

    public SnapshotElement(string name, string? slice) : this(name, slice, null, []) { }

    private SnapshotElement(string name, string? slice, SnapshotElement? sliced, Dictionary<string, JsonElement> attributes) =>
        (Name, Slice, Sliced, this.attributes) = (name, slice, sliced, attributes);

    /// <summary>Last part of the path: <c>value[x]</c>.</summary>
    public string Name { get; }

    /// <summary>Name of the slice, with those it refines: <c>a/b</c>.</summary>
    public string? Slice { get; }

    /// <summary>For a slice: the element, or the slice, that it is a part of.</summary>
    public SnapshotElement? Sliced { get; private set; }

    public List<SnapshotElement> Children { get; } = [];

    /// <summary>Slices in order, slices of slices among them.</summary>
    public List<SnapshotElement> Slices { get; } = [];

    /// <summary>Everything but id, path and slice name, as in the JSON of an ElementDefinition.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes => attributes;

    /// <summary>The attributes before a differential said anything about this element.</summary>
    public IReadOnlyDictionary<string, JsonElement> Inherited => inherited ?? attributes;

    /// <summary>Notes that a differential is about to change the attributes.</summary>
    public void BeginChange()
    {
        inherited ??= attributes;
        isShared = true;
    }

    public bool IsChoice => Name.EndsWith("[x]", StringComparison.Ordinal);

    public JsonElement? this[string attribute]
    {
        get => attributes.TryGetValue(attribute, out var value) ? value : null;
        set
        {
            if (isShared) (attributes, isShared) = (new(attributes), false);
            if (value is { } some) attributes[attribute] = some;
            else attributes.Remove(attribute);
        }
    }

    public IEnumerable<JsonElement> Types => this["type"] is { ValueKind: JsonValueKind.Array } types ? types.EnumerateArray() : [];

    /// <summary>The slice with this name, or null.</summary>
    public SnapshotElement? FindSlice(string name) => byName?.GetValueOrDefault(name);

    /// <summary>Adds a slice of this element, or of <paramref name="of"/> if that is one of its slices, behind the slices that stand there.</summary>
    public void AddSlice(SnapshotElement slice, SnapshotElement of)
    {
        slice.Sliced = of;
        (byName ??= new(StringComparer.Ordinal)).TryAdd(slice.Slice!, slice);
        if (of == this)
        {
            Slices.Add(slice);
            return;
        }
        var at = Slices.IndexOf(of) + 1;
        while (at < Slices.Count && Slices[at].Slice!.StartsWith(of.Slice + "/", StringComparison.Ordinal)) at++;
        Slices.Insert(at, slice);
    }

    /// <summary>A copy of this element alone, under another slice name. Attributes are shared until one of the two changes them.</summary>
    public SnapshotElement CopyAlone(string? slice)
    {
        isShared = true;
        return new SnapshotElement(Name, slice, null, attributes) { isShared = true };
    }

    /// <summary>A copy with everything below, or null when the budget is spent.</summary>
    public SnapshotElement? Copy(SnapshotBudget budget) => CopyAlone(Slice) is var copy && CopyInto(copy, budget) ? copy : null;

    /// <summary>Copies children, and their slices, into another element.</summary>
    public bool CopyChildren(SnapshotElement to, SnapshotBudget budget)
    {
        foreach (var child in Children)
        {
            if (child.Copy(budget) is not { } copy) return false;
            to.Children.Add(copy);
        }
        return true;
    }

    private bool CopyInto(SnapshotElement to, SnapshotBudget budget)
    {
        if (!budget.TrySpend() || !CopyChildren(to, budget)) return false;
        foreach (var slice in Slices)
        {
            if (slice.Copy(budget) is not { } copy) return false;
            to.AddSlice(copy, slice.Sliced is { Slice: { } outer } ? to.FindSlice(outer) ?? to : to);
        }
        return true;
    }
}
