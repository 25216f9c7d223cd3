using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>A resource as it was read: its values are its cells, named by their place, such as <c>Condition.code.coding[0].code</c>. What belongs to
/// the source's copy alone, its version and time, is none. Patient data: not for logs.</summary>
internal sealed record ResourceText : RecordText
{
    private const int MostCells = 500;
    private const int LongestValue = 4000;

    private readonly FhirDefinitions definitions;
    private readonly IReadOnlyList<string> emptied;

    /// <summary>Takes a resource.</summary>
    /// <param name="document">The resource.</param>
    /// <param name="definitions">The loaded definitions.</param>
    public ResourceText(FhirDocument document, FhirDefinitions definitions) : this(document, definitions, []) { }

    private ResourceText(FhirDocument document, FhirDefinitions definitions, IReadOnlyList<string> emptied) =>
        (Document, this.definitions, this.emptied) = (document, definitions, emptied);

    /// <summary>The resource.</summary>
    public FhirDocument Document { get; }

    /// <summary>Whether the resource that is written has the elements of this one, so that a finding's place is a place here.</summary>
    public bool KeepsPlaces { get; init; }

    /// <summary>The resource with other values; an empty one takes its element out.</summary>
    public ResourceText With(IReadOnlyList<SourceCell> corrected) => new(
        ResourceEdit.Apply(Document, corrected, definitions), definitions, [.. corrected.Where(cell => cell.Value.Length == 0).Select(cell => cell.Column)]);

    /// <inheritdoc/>
    public override IReadOnlyList<SourceCell> All()
    {
        var cells = new List<SourceCell>();
        foreach (var element in Document.Root.Children)
            if (element.Name != "resourceType" && !Gather(element, $"{Document.ResourceType}.{element.Name}", cells)) return [];
        foreach (var path in emptied) cells.Add(new SourceCell(path, ""));
        return cells;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<SourceCell> ToMend(IReadOnlyList<CellProblem> problems)
    {
        var cells = All();
        if (cells.Count == 0) return cells;
        var missing = problems.Where(problem => problem.Column is not null).Select(problem => Place(problem.Column!)).Distinct()
            .Where(place => !cells.Any(cell => ResourcePath.IsWithin(cell.Column, place)))
            .SelectMany(place => ResourcePath.Values(place, definitions));
        return [.. missing.Select(path => new SourceCell(path, "")), .. cells];
    }

    /// <inheritdoc/>
    public override string? ColumnOf(string expression) => KeepsPlaces && expression.StartsWith(Document.ResourceType + ".", StringComparison.Ordinal) ? expression : null;

    // The columns of a mapping are paths below the resource.
    private string Place(string column) => column.StartsWith(Document.ResourceType + ".", StringComparison.Ordinal) ? column : $"{Document.ResourceType}.{column}";

    private static bool Gather(FhirNode node, string path, List<SourceCell> cells)
    {
        if (node.Kind is JsonKind.Object or JsonKind.Array)
        {
            var number = 0;
            foreach (var child in node.Children)
                if (!Gather(child, node.Kind == JsonKind.Array ? $"{path}[{number++}]" : $"{path}.{child.Name}", cells)) return false;
            return true;
        }

        if (node.Kind == JsonKind.Null || OwnForm.Stamps.Any(stamp => path.EndsWith($".meta.{stamp}", StringComparison.Ordinal))) return true;
        var value = node.ToText();
        cells.Add(new SourceCell(path, value));
        return value.Length <= LongestValue && cells.Count <= MostCells;
    }
}
