using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Running;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Quarantine;

/// <summary>One quarantined row, to be corrected.</summary>
public sealed record QuarantinedRowModel
{
    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The row.</summary>
    public required QuarantinedRecord Record { get; init; }

    /// <summary>What was said about it before, the latest first.</summary>
    public required IReadOnlyList<Correction> Corrections { get; init; }

    /// <summary>Whether this server runs its source, so that it can be read again from here.</summary>
    public bool CanReplay { get; init; }

    /// <summary>Key of what is wrong with what was sent, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The correction in force, or null: it may wait for the next run.</summary>
    public Correction? InForce => Corrections.FirstOrDefault(correction => correction.Ended is null);

    /// <summary>What is wrong with a cell: what is wrong with an element of a resource stands at the first of its values.</summary>
    public QuarantinedProblem? Wrong(string column) => Record.Problems.FirstOrDefault(found =>
        string.Equals(found.Column, column, StringComparison.OrdinalIgnoreCase)
        || (found.Column is { } element && Record.Cells.FirstOrDefault(cell => IsWithin(cell.Key, element)).Key == column));

    /// <summary>What a cell says in the file.</summary>
    public string InFile(string column) => InForce is { } correction ? correction.Original.FirstOrDefault(cell => cell.Key == column).Value ?? "" : Says(column);

    /// <summary>What a cell is to say.</summary>
    public string Wanted(string column) => InForce?.Corrected.Where(cell => cell.Key == column).Select(cell => cell.Value).FirstOrDefault() ?? Says(column);

    internal static QuarantinedRowModel? Load(CentreNode node, ImportRunner runner, string source, string file, int row) => node.Quarantine.Find(source, file, row) is { } record
        ? new QuarantinedRowModel
        {
            Shell = PageShell.Of(node, "quarantine.title", PageSection.Quarantine),
            Record = record,
            Corrections = node.Corrections.OfRow(source, file, row),
            CanReplay = runner.Find(source) is not null,
        }
        : null;

    private static bool IsWithin(string column, string element) =>
        column.Length > element.Length && column[element.Length] is '.' or '[' && column.StartsWith(element, StringComparison.Ordinal);

    private string Says(string column) => Record.Cells.FirstOrDefault(cell => cell.Key == column).Value ?? "";
}
