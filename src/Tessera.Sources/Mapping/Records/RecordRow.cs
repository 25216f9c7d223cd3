using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Sources.Mapping.Records;

/// <summary>A FHIR record as the rules see it: its columns are FHIRPath, and what they give are its cells.</summary>
/// <param name="layout">The layout of the record's table.</param>
/// <param name="file">How its texts are written.</param>
/// <param name="context">What the rules need beside the record.</param>
/// <param name="table">The table.</param>
/// <param name="ownId">The id at this centre of a resource of the source, by type and id.</param>
internal sealed class RecordRow(Layout layout, SourceFile file, SourceContext context, RecordTable table, Func<string, string, string> ownId) : Row(layout, file, context)
{
    /// <summary>The path of the record's own key.</summary>
    public const string IdPath = "id";

    private const string Twice = "Say which: with .where(…), .first(), or [0]; in a list of the resource every value may be copied.";

    private readonly IReadOnlyList<FhirPathValue>[] found = new IReadOnlyList<FhirPathValue>[layout.Columns.Count];
    private readonly List<FhirNode> taken = [];
    private readonly HashSet<string> replaced = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private HashSet<int>? leftOut;
    private string id = "";
    private int number;

    public FhirDocument Document { get; private set; } = null!;

    public RecordTable Table => table;

    public override int Number => number;

    public override string Key => id;

    /// <summary>Whether a resource keeps what no rule writes.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Reads a record.</summary>
    public void Load(FhirDocument document, SourceRecord record)
    {
        Clear();
        (Document, id, number, Patient, IsKept, leftOut) = (document, document.Id ?? "", record.Row, record.Patient, false, null);
        taken.Clear();
        replaced.Clear();
        gone.Clear();
        for (var column = 0; column < found.Length; column++) Read(column);
    }

    /// <summary>What a column's path gives.</summary>
    public IReadOnlyList<FhirPathValue> Found(int column) => found[column];

    /// <summary>Counts a node as used that no column gives.</summary>
    public void Take(FhirNode node) => taken.Add(node);

    /// <summary>Notes that a resource keeps the rest, and whether an element of the record is written anew or left out.</summary>
    public void Keep(string element, bool isReplaced, bool isLeftOut)
    {
        IsKept = true;
        if (isReplaced) replaced.Add(element);
        if (isReplaced || isLeftOut) gone.Add(element);
    }

    /// <summary>Whether an element is written anew, so that the record's own is not there.</summary>
    public bool IsReplaced(string element) => replaced.Contains(element);

    /// <summary>Whether nothing of the record's own element is there.</summary>
    public bool IsGone(string element) => gone.Contains(element);

    /// <summary>The places of the record that the mapping leaves out.</summary>
    public HashSet<int> LeftOut()
    {
        if (leftOut is not null) return leftOut;
        leftOut = [];
        for (var column = 0; column < found.Length; column++)
        {
            if (WhyIgnored(column) is null) continue;
            foreach (var value in found[column])
            {
                if (value.Node.Exists) leftOut.Add(value.Node.Index);
                if (value.CompanionNode is { Exists: true } companion) leftOut.Add(companion.Index);
            }
        }

        return leftOut;
    }

    /// <summary>The record itself keeps its id, so that references to it stay good; what else it gives has ids of its own.</summary>
    public override string IdOf(ResourceRule rule) =>
        rule.Part is null && rule.Type == table.Type.Name ? ownId(rule.Type, id) : Context.Id(rule.Type, "", ListOf(rule), id);

    /// <summary>The list that the ids are unique in of what records give beside themselves.</summary>
    public static string ListOf(ResourceRule rule) => $"fhir/{rule.List}";

    public override CellAccount Account()
    {
        var leaves = new RecordLeaves(Document);
        if (table.Where is { } where) leaves.Mark(where, []);
        for (var column = 0; column < found.Length; column++)
        {
            if (WhyIgnored(column) is { } why) leaves.LeaveOut(found[column], why);
            if (IsUsed(column) || Layout.Columns[column].IsIdentity) leaves.Mark(table.Paths[column], found[column]);
        }

        foreach (var node in taken) leaves.Mark(node);
        return leaves.Account(this);
    }

    protected override void Missing(int column) => Problem(column, "the record has nothing there, and the mapping requires it", "Correct the record in the source, or do not require it.");

    // In FHIR a text says what it says.
    protected override string? Value(string text) => text.Length == 0 ? null : text;

    private void Read(int column)
    {
        using var result = table.Paths[column].Expression.Evaluate(Document.Root);
        found[column] = result.IsSuccess ? [.. result.ToList().Where(value => value.Exists)] : [];
        if (!result.IsSuccess) Problem(column, $"the path cannot be computed: {result.Issue.Message}", "Correct the path in the mapping.");
        var texts = found[column].Select(value => value.ToString()).Where(text => text.Length > 0).ToArray();
        if (texts.Length > 0) Set(column, texts.Length == 1 ? texts[0] : string.Join('|', texts));
        var known = Layout.Columns[column];
        if (!known.IsText) return;
        if (found[column].Any(value => value.Node.Kind == JsonKind.Object)) Problem(column, "the path gives an element with others below it, where a text is needed", "Name what is below it, such as .code or .display.");
        else if (texts.Length > 1 && !known.IsSeveral) Problem(column, $"the path gives {texts.Length} values where one is needed", Twice);
    }
}
