using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Running;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Quarantine;

/// <summary>One row to be corrected: it is in quarantine, or was taken over as corrected.</summary>
public sealed record QuarantinedRowModel
{
    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The row in quarantine; null when it was taken over as corrected.</summary>
    public QuarantinedRecord? Held { get; init; }

    /// <summary>The row as its source has it.</summary>
    public required CorrectableRecord Record { get; init; }

    /// <summary>What was said about it before, the latest first.</summary>
    public required IReadOnlyList<Correction> Corrections { get; init; }

    /// <summary>Whether this server runs its source, so that it can be read again from here.</summary>
    public bool CanReplay { get; init; }

    /// <summary>Key of what is wrong with what was sent, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The correction in force, or null: it may wait for the next run.</summary>
    public Correction? InForce => Corrections.FirstOrDefault(correction => correction.Ended is null);

    /// <summary>Whether what is said now waits for the next run.</summary>
    public bool Waits => Held is not null && InForce?.Id != Held.Correction;

    /// <summary>What is wrong with a cell: what is wrong with an element of a resource stands at the first of its values.</summary>
    public QuarantinedProblem? Wrong(string column) => Held?.Problems.FirstOrDefault(found =>
        string.Equals(found.Column, column, StringComparison.OrdinalIgnoreCase)
        || (found.Column is { } element && Record.Columns.FirstOrDefault(cell => IsWithin(cell, element)) == column));

    /// <summary>What a cell is to say.</summary>
    public string Wanted(string column) => Wanted(InForce, column);

    /// <summary>The cells that somebody changed in the form.</summary>
    /// <param name="sent">What the form sent, by column.</param>
    /// <param name="shown">The correction in force when the form was made, or null: what it has is what the form showed.</param>
    public Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> sent, Correction? shown) => sent
        .Where(cell => cell.Value != OneLine(Wanted(shown, cell.Key))).ToDictionary(StringComparer.Ordinal);

    internal static QuarantinedRowModel? Load(CentreNode node, ImportRunner runner, string source, string file, int row)
    {
        var held = node.Quarantine.Find(source, file, row);
        if ((held is not null ? node.Corrections.Correctable(held) : node.Corrections.InForce(source, file, row)?.Record) is not { } record) return null;
        return new QuarantinedRowModel
        {
            Shell = PageShell.Of(node, "quarantine.title", PageSection.Quarantine),
            Held = held,
            Record = record,
            Corrections = node.Corrections.OfRecord(record),
            CanReplay = runner.Find(source) is not null,
        };
    }

    private string Wanted(Correction? correction, string column) => correction?.Corrected.FirstOrDefault(cell => cell.Column == column)?.Value ?? Record.Says(column);

    // A field of a form has no line breaks: what had some comes back without.
    private static string OneLine(string value) => value.ReplaceLineEndings("");

    private static bool IsWithin(string column, string element) =>
        column.Length > element.Length && column[element.Length] is '.' or '[' && column.StartsWith(element, StringComparison.Ordinal);
}
