using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Running;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Store;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Records;

/// <summary>The source rows of one resource, and what else they became.</summary>
public sealed record SourceModel
{
    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Resource type.</summary>
    public required string Type { get; init; }

    /// <summary>Technical id.</summary>
    public required string Id { get; init; }

    /// <summary>What the resource says.</summary>
    public required ResourceText Text { get; init; }

    /// <summary>Id of the patient it is about, or null.</summary>
    public string? Patient { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<SourceRow> Rows { get; init; }

    /// <summary>Its elements that no column fed: the mapping sets them.</summary>
    public required IReadOnlyList<SourceCellUse> Set { get; init; }

    /// <summary>Its codes that code maps added.</summary>
    public required IReadOnlyList<MappedCode> Mapped { get; init; }

    /// <summary>Other resources of the same patient that the same rows became.</summary>
    public required IReadOnlyList<RecordLine> Others { get; init; }

    internal static async Task<SourceModel?> Load(CentreNode node, ImportRunner runner, Access access, string type, string id, CancellationToken cancel)
    {
        if (await node.Store.Find(access, type, id, cancel) is not { Deleted: false } stored) return null;
        var document = FhirDocument.Parse(stored.Body, node.Definitions.Names);
        var rows = SourceRow.Of(await node.Store.Origins(access, type, id, cancel), node.Corrections);
        var patient = PatientReference.Of(document);
        return new SourceModel
        {
            Shell = PageShell.Of(node, "source.title", PageSection.Patients),
            Type = type,
            Id = id,
            Text = ResourceText.Of(document),
            Patient = patient,
            Rows = [.. rows.Select(row => InFile(node, runner, row, (type, id), cancel) with { Run = node.Imports.Of(row.Source, row.ImportedAt), Cells = [.. row.Cells.Select(cell => cell with { Value = ElementText.Of(document, cell.Element, node.Codes.IsMapped) })] })],
            Set = rows.Any(row => row.Cells.Count > 0) ? ElementText.Set(document, rows.SelectMany(row => row.Cells)) : [],
            Mapped = node.Codes.Mapped(document),
            Others = patient is null ? [] : await SameRows(node, access, patient, $"{type}/{id}", rows, cancel),
        };
    }

    // A row that moved or went is not shown as the row of this record: its patient and key must still stand for it.
    private static SourceRow InFile(CentreNode node, ImportRunner runner, SourceRow row, (string Type, string Id) resource, CancellationToken cancel)
    {
        if (row.Row is not { } number || runner.FindRow(row.Source, row.File, number, cancel) is not { } found) return row;
        if (!found.Gives.Contains(resource)) return row with { IsOther = true };
        return row with { InFile = found.Text };
    }

    private static async Task<IReadOnlyList<RecordLine>> SameRows(
        CentreNode node, Access access, string patient, string self, IReadOnlyList<SourceRow> rows, CancellationToken cancel)
    {
        var wanted = rows.Select(row => (row.Source, row.File, row.Row)).ToHashSet();
        var found = new List<RecordLine>();
        await foreach (var resource in node.Store.PatientCompartment(access, patient, null, cancel))
        {
            if ($"{resource.Type}/{resource.Id}" == self) continue;
            var origins = await node.Store.Origins(access, resource.Type, resource.Id, cancel);
            if (origins.FirstOrDefault(origin => wanted.Contains((origin.Source, origin.File, origin.Row))) is not { } origin) continue;
            found.Add(RecordLine.Of(resource, FhirDocument.Parse(resource.Body, node.Definitions.Names)) with
            {
                Origin = origin, Verdict = node.Verdicts.Find(resource.Type, resource.Id),
            });
        }

        return found;
    }
}
