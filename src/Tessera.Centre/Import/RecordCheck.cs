using Tessera.Centre.Codes;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>Validates the resources of a record. One invalid resource puts the whole record into quarantine: half a record misleads.</summary>
internal sealed class RecordCheck(FhirValidator validator, CentreCodes? codes)
{
    private const int MostProblems = 20;

    // Resources that validation kept out; what refers to them would point at nothing.
    private readonly HashSet<string> keptOut = new(StringComparer.Ordinal);

    /// <summary>Validates; safe to call from several threads.</summary>
    public CheckedRecord Check(RecordOutcome outcome)
    {
        if (outcome is not Extracted extracted) return new CheckedRecord(outcome, []);
        var resources = new CheckedResource[extracted.Resources.Count];
        List<CellProblem>? problems = null;
        for (var i = 0; i < resources.Length; i++)
        {
            var (resource, result) = codes?.Translation.Check(extracted.Resources[i], extracted.Record.Source) ?? (extracted.Resources[i], validator.Validate(extracted.Resources[i].Document));
            resources[i] = new CheckedResource(resource, result);
            if (result.Verdict == Verdict.Invalid)
                (problems ??= []).AddRange(result.Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => ProblemPlace.Of(issue, resource, extracted.Text)));
        }

        return problems is null ? new CheckedRecord(extracted, resources) : new CheckedRecord(Quarantine(extracted, problems.Distinct().Take(MostProblems)), resources);
    }

    /// <summary>Keeps out what refers to a resource that was kept out before; call in the order of the records.</summary>
    public CheckedRecord CheckReferences(CheckedRecord record)
    {
        if (record.Outcome is Quarantined)
        {
            foreach (var (resource, _) in record.Resources) keptOut.Add($"{resource.Type}/{resource.Id}");
            return record with { Resources = [] };
        }

        if (keptOut.Count == 0 || record.Outcome is not Extracted extracted) return record;
        foreach (var (resource, _) in record.Resources)
        {
            if (FirstKeptOut(resource.Document) is not { } node) continue;
            var problem = new CellProblem(
                ProblemPlace.Column(Path(node, resource.Type), resource), "The record that this one refers to is in quarantine.", "Correct that record first; this one then follows by itself.");
            return CheckReferences(new CheckedRecord(Quarantine(extracted, [problem]), record.Resources));
        }

        return record;
    }

    private static Quarantined Quarantine(Extracted record, IEnumerable<CellProblem> problems)
    {
        var cells = new CellAccount(0, 0, record.Cells.Total);
        return new Quarantined(record.Record, cells, [.. problems])
        {
            Text = record.Text, Row = record.Text?.Filled() ?? [], Stands = [.. record.Resources.Select(resource => (resource.Type, resource.Id))],
        };
    }

    private FhirNode? FirstKeptOut(FhirDocument document)
    {
        var pending = new Stack<FhirNode>();
        pending.Push(document.Root);
        while (pending.TryPop(out var node))
        foreach (var child in node.Children)
        {
            if (child.Kind == JsonKind.String && child.Name == "reference" && keptOut.Contains(child.ToText())) return child;
            if (child.Kind is JsonKind.Object or JsonKind.Array) pending.Push(child);
        }

        return null;
    }

    // A reference is named by the top element that holds it: enough to find its column.
    private static string Path(FhirNode reference, string type)
    {
        foreach (var child in reference.Document.Root.Children)
            if (child.Offset <= reference.Offset && reference.Offset < child.Offset + child.Raw.Length) return $"{type}.{child.Name}.reference";
        return type;
    }
}
