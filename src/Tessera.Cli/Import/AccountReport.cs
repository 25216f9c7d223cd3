using System.Text.Json;
using Spectre.Console;
using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;
using Tessera.Sources;
using Tessera.Sources.Drafting;

namespace Tessera.Cli.Import;

/// <summary>Tells what became of every record of an import.</summary>
internal static class AccountReport
{
    private const int MostGroups = 15;

    /// <summary>The sum of several runs.</summary>
    public static ImportAccount Sum(IEnumerable<ImportAccount> accounts) => accounts.Aggregate(new ImportAccount(), Add);

    /// <summary>Writes the account as the contract's JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, ImportAccount account, CompareSink? compared = null)
    {
        writer.WriteStartObject();
        writer.WriteNumber("read", account.Read);
        writer.WriteNumber("written", account.Written);
        writer.WriteNumber("unchanged", account.Unchanged);
        writer.WriteNumber("quarantined", account.Quarantined);
        writer.WriteNumber("ignored", account.Ignored);
        writer.WriteStartObject("cells");
        writer.WriteNumber("used", account.Cells.Used);
        writer.WriteNumber("ignored", account.Cells.Ignored);
        writer.WriteNumber("rejected", account.Cells.Rejected);
        writer.WriteEndObject();
        writer.WriteStartObject("resources");
        foreach (var (type, count) in account.Resources) writer.WriteNumber(type, count);
        writer.WriteEndObject();
        if (account.Vanished is { } vanished && (vanished.Gone > 0 || vanished.Undecided > 0 || vanished.Moved > 0)) Write(writer, vanished);
        if (compared is not null) ChangeReport.Write(writer, compared);
        writer.WriteNumber("seconds", account.Seconds);
        WriteLeftOut(writer, account);
        WriteColumns(writer, account);
        writer.WriteEndObject();
    }

    /// <summary>Writes the account in words.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="account">The account.</param>
    /// <param name="findings">Why records are in quarantine.</param>
    /// <param name="written">The word for records that were taken over, such as "written".</param>
    public static void Write(IAnsiConsole console, ImportAccount account, ImportFindings findings, string written)
    {
        console.MarkupLineInterpolated(
            $"[bold]{account.Read:N0} records read[/] = {account.Written:N0} {written} + {account.Unchanged:N0} unchanged + {account.Quarantined:N0} quarantined + {account.Ignored:N0} ignored, in {account.Seconds:0.0} s");
        console.MarkupLineInterpolated($"Cells: {account.Cells.Used:N0} used, {account.Cells.Ignored:N0} ignored by a rule, {account.Cells.Rejected:N0} in quarantined records");
        WriteUndecided(console, account);
        WriteLeftOut(console, account);
        WriteVanished(console, account);
        WriteResources(console, account, findings);
        WriteQuarantine(console, account, findings);
    }

    private static void WriteLeftOut(Utf8JsonWriter writer, ImportAccount account)
    {
        if (account.LeftOut.Count > 0)
        {
            writer.WriteStartArray("leftOut");
            foreach (var left in account.LeftOut)
            {
                writer.WriteStartObject();
                writer.WriteString("why", left.Why);
                writer.WriteNumber("records", left.Records);
                writer.WriteString("file", left.File);
                writer.WriteNumber("row", left.Row);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (account.Notes.Count == 0) return;
        writer.WriteStartArray("notes");
        foreach (var note in account.Notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
    }

    // What of records that were taken over feeds nothing, and why.
    private static void WriteColumns(Utf8JsonWriter writer, ImportAccount account)
    {
        if (account.LeftOutColumns.Count == 0) return;
        writer.WriteStartArray("leftOutColumns");
        foreach (var (file, column, why, cells) in account.LeftOutColumns)
        {
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteString("column", column);
            writer.WriteString("why", why);
            writer.WriteNumber("cells", cells);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (account.LeftOutRest > 0) writer.WriteNumber("leftOutRest", account.LeftOutRest);
    }

    private static void Write(Utf8JsonWriter writer, VanishedCount vanished)
    {
        writer.WriteStartObject("vanished");
        writer.WriteNumber("gone", vanished.Gone);
        writer.WriteNumber("marked", vanished.Marked);
        writer.WriteNumber("deleted", vanished.Deleted);
        writer.WriteNumber("moved", vanished.Moved);
        writer.WriteNumber("undecided", vanished.Undecided);
        writer.WriteBoolean("refused", vanished.Refused);
        writer.WriteEndObject();
    }

    private static void WriteVanished(IAnsiConsole console, ImportAccount account)
    {
        if (account.Vanished is not { } vanished) return;
        if (vanished.Moved > 0) console.MarkupLineInterpolated($"[yellow]Another patient's now[/]: {vanished.Moved:N0} resources; those of the first patient were deleted, or marked where others refer to them");
        if (vanished.Gone == 0 && vanished.Undecided == 0) return;
        console.MarkupLineInterpolated($"No longer in the source: {vanished.Gone:N0} resources ({vanished.Marked:N0} marked now, {vanished.Deleted:N0} deleted now), {vanished.Undecided:N0} undecided while rows are in quarantine");
        if (vanished.Refused) console.MarkupLine("[red]Nothing was marked or deleted[/]: a greater share is gone than the source allows (largestShare).");
    }

    // The drafts of "tessera init" say so of every column that nobody has looked at yet.
    private static void WriteUndecided(IAnsiConsole console, ImportAccount account)
    {
        WriteColumns(console, "[yellow]Not decided yet[/], so left out (the mapping's [bold]ignore[/]):", Without(account, MappingDraft.NotDecided));
        WriteColumns(console, "[yellow]Not named in the mapping[/], so left out (use them, or say why not below [bold]ignore[/]):", Without(account, IgnoredCell.Unread));
        var reasons = account.LeftOutColumns.Where(left => left.Why is not (MappingDraft.NotDecided or IgnoredCell.Unread)).OrderByDescending(left => left.Cells).ToList();
        if (reasons.Count == 0) return;
        console.WriteLine("Left out for a reason:");
        foreach (var (file, column, why, cells) in reasons.Take(MostGroups)) console.MarkupLineInterpolated($"  {file}: {column}, {cells:N0} cells: {why}");
        if (reasons.Count > MostGroups) console.MarkupLineInterpolated($"  … and {reasons.Count - MostGroups:N0} more; --json has them.");
        if (account.LeftOutRest > 0) console.MarkupLineInterpolated($"  {account.LeftOutRest:N0} cells of further columns.");
    }

    private static IEnumerable<(string File, IReadOnlyList<string> Columns)> Without(ImportAccount account, string why) =>
        account.LeftOutColumns.Where(left => left.Why == why).GroupBy(left => left.File).Select(file => (file.Key, (IReadOnlyList<string>)[.. file.Select(left => left.Column)]));

    private static void WriteColumns(IAnsiConsole console, string head, IEnumerable<(string File, IReadOnlyList<string> Columns)> files)
    {
        foreach (var ((file, columns), at) in files.Select((file, at) => (file, at)))
        {
            if (at == 0) console.MarkupLine(head);
            console.MarkupLineInterpolated($"  {file}: {string.Join(", ", columns)}");
        }
    }

    private static void WriteLeftOut(IAnsiConsole console, ImportAccount account)
    {
        foreach (var left in account.LeftOut.Take(MostGroups))
            console.MarkupLineInterpolated($"Ignored: {left.File}, {(left.Records == 1 ? $"row {left.Row}" : $"{left.Records:N0} rows, first row {left.Row}")}: {left.Why}");
        if (account.LeftOut.Count > MostGroups) console.MarkupLine("  … and more.");
    }

    private static void WriteResources(IAnsiConsole console, ImportAccount account, ImportFindings findings)
    {
        if (account.Resources.Count == 0) return;
        console.WriteLine();
        console.MarkupLineInterpolated($"{account.Resources.Values.Sum():N0} resources: [green]✓ {findings.Valid:N0} valid[/]  [yellow]? {findings.Unchecked:N0} not checked[/]");
        var width = account.Resources.Keys.Max(type => type.Length);
        foreach (var (missing, count) in findings.Missing.Take(MostGroups)) console.MarkupLineInterpolated($"  ? {count:N0} cannot be checked completely: {missing} is not loaded");
        foreach (var (type, count) in account.Resources) console.MarkupLineInterpolated($"  {type.PadRight(width)}  {count,9:N0}");
    }

    private static void WriteQuarantine(IAnsiConsole console, ImportAccount account, ImportFindings findings)
    {
        if (account.Quarantined == 0) return;
        console.WriteLine();
        console.MarkupLine("[red]Quarantined[/], because");
        var groups = findings.Groups.ToList();
        foreach (var group in groups.Take(MostGroups))
        {
            var column = group.Column is null ? "" : $", {group.Column}";
            console.MarkupLineInterpolated($"  ✕ [bold]{group.File}{column}[/]: {group.Reason}");
            console.MarkupLineInterpolated($"    {(group.Records == 1 ? $"row {group.FirstRow}" : $"{group.Records:N0} rows, first row {group.FirstRow}")} → {group.Fix}");
        }

        if (groups.Count > MostGroups) console.MarkupLineInterpolated($"  … and {groups.Count - MostGroups:N0} more reasons.");
    }

    private static ImportAccount Add(ImportAccount first, ImportAccount second) => new()
    {
        Read = first.Read + second.Read,
        Written = first.Written + second.Written,
        Unchanged = first.Unchanged + second.Unchanged,
        Quarantined = first.Quarantined + second.Quarantined,
        Ignored = first.Ignored + second.Ignored,
        Cells = new(first.Cells.Used + second.Cells.Used, first.Cells.Ignored + second.Cells.Ignored, first.Cells.Rejected + second.Cells.Rejected),
        Resources = new SortedDictionary<string, long>(
            first.Resources.Concat(second.Resources).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)), StringComparer.Ordinal),
        LeftOut = [.. first.LeftOut, .. second.LeftOut],
        LeftOutColumns = [.. first.LeftOutColumns.Concat(second.LeftOutColumns).GroupBy(left => (left.File, left.Column, left.Why)).Select(same => same.First() with { Cells = same.Sum(left => left.Cells) })],
        LeftOutRest = first.LeftOutRest + second.LeftOutRest,
        Notes = [.. first.Notes, .. second.Notes],
        Vanished = (first.Vanished, second.Vanished) switch
        {
            (null, var only) => only,
            (var only, null) => only,
            var (one, other) => new(one.Gone + other.Gone, one.Marked + other.Marked, one.Deleted + other.Deleted, one.Undecided + other.Undecided, one.Refused || other.Refused) { Moved = one.Moved + other.Moved },
        },
        Seconds = first.Seconds + second.Seconds,
    };
}
