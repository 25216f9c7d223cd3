using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Sources.Mapping.Records;

/// <summary>What became of each value of a record: what the cells are to a row. A path uses the values that it gives, and those by which it chose
/// them, such as the system of the coding whose code it gives; the other codings are not used by that.</summary>
internal sealed class RecordLeaves
{
    private readonly FhirDocument document;
    private readonly Dictionary<int, FhirNode> parents = [];
    private readonly List<(FhirNode Node, string Path, string Element)> leaves = [];
    private readonly HashSet<int> marked = [];
    private readonly Dictionary<int, string> leftOut = [];

    public RecordLeaves(FhirDocument document)
    {
        this.document = document;
        foreach (var element in document.Root.Children) Gather(element, document.Root, element.Name, element.Name);
    }

    /// <summary>All values with the names of their elements.</summary>
    public IEnumerable<(FhirNode Node, string Path, string Element)> All => leaves;

    /// <summary>Counts what a path gives as used.</summary>
    public void Mark(RecordPath path, IReadOnlyList<FhirPathValue> values)
    {
        var given = values.Where(value => value.Node.Exists || value.CompanionNode.Exists).ToList();
        if (given.Count > 0) foreach (var value in given) MarkGiven(path, value.Node.Exists ? value.Node : value.CompanionNode);
        else if (path.Selecting is { } selecting)
        {
            using var chosen = selecting.Evaluate(document.Root);
            if (chosen.IsSuccess) foreach (var value in chosen) MarkChosen(path, value.Node);
        }
        else MarkNamed(path, document.Root);
    }

    /// <summary>Counts a node as used with all below it.</summary>
    public void Mark(FhirNode node)
    {
        marked.Add(node.Index);
        foreach (var child in node.Children) Mark(child);
    }

    /// <summary>States why values are left out.</summary>
    public void LeaveOut(IReadOnlyList<FhirPathValue> values, string why)
    {
        foreach (var value in values)
        {
            LeaveOut(value.Node, why);
            LeaveOut(value.CompanionNode, why);
        }
    }

    /// <summary>The account of the record.</summary>
    public CellAccount Account(RecordRow row)
    {
        var left = new List<IgnoredCell>();
        foreach (var (node, path, element) in leaves)
            if (Why(row, node, path, element) is { } why) left.Add(new IgnoredCell(path, why, node.ToText()));
        return new CellAccount(leaves.Count - left.Count, left.Count, 0) { IgnoredCells = left };
    }

    // Why a value is not used; null when it is.
    private string? Why(RecordRow row, FhirNode node, string path, string element)
    {
        if (path is "meta.versionId" or "meta.lastUpdated") return "the version of the source's own copy";
        if (path == "resourceType" || marked.Contains(node.Index)) return null;
        if (leftOut.TryGetValue(node.Index, out var stated)) return stated;
        if (!row.IsKept) return "the mapping does not read this element";
        return row.IsReplaced(element.TrimStart('_')) ? "the mapping writes this element anew and does not read this" : null;
    }

    private void Gather(FhirNode node, FhirNode parent, string path, string element)
    {
        parents[node.Index] = parent;
        if (node.Kind is not (JsonKind.Object or JsonKind.Array)) leaves.Add((node, path, element));
        else foreach (var child in node.Children) Gather(child, node, node.Kind == JsonKind.Array ? path : $"{path}.{child.Name}", element);
    }

    private void LeaveOut(FhirNode node, string why)
    {
        if (!node.Exists) return;
        leftOut[node.Index] = why;
        foreach (var child in node.Children) LeaveOut(child, why);
    }

    // Upwards from what was given: the siblings by which it was chosen.
    private void MarkGiven(RecordPath path, FhirNode node)
    {
        Mark(node);
        var below = node;
        while (parents.TryGetValue(below.Index, out var parent))
        {
            if (parent.Kind == JsonKind.Object)
                foreach (var child in parent.Children)
                    if (child.Name != below.Name) MarkLooked(path, child);
            below = parent;
        }
    }

    private void MarkChosen(RecordPath path, FhirNode node)
    {
        if (!node.Exists) return;
        if (node.Kind != JsonKind.Object) MarkGiven(path, node);
        else MarkNamed(path, node);
    }

    private void MarkNamed(RecordPath path, FhirNode node)
    {
        foreach (var child in node.Children) MarkLooked(path, child);
    }

    private void MarkLooked(RecordPath path, FhirNode child)
    {
        if (!path.Looks(child.Name)) return;
        if (child.Kind == JsonKind.Array) foreach (var item in child.Children) MarkLooked(path, item);
        else if (child.Kind == JsonKind.Object) MarkNamed(path, child);
        else marked.Add(child.Index);
    }
}
