using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Tessera.Centre.Audit;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store;

namespace Tessera.Cli.Auditing;

/// <summary><c>audit search</c>: who saw a patient, or what somebody saw, newest first.</summary>
internal sealed class AuditSearchCommand(CommandTerminal terminal)
{
    private const int MostNamed = 3;

    private readonly Option<string> patient = new("--patient") { HelpName = "ID", Description = "Only what is about this patient: the id in the store, such as Patient/17 or 17" };
    private readonly Option<string> who = new("--who") { HelpName = "TEXT", Description = "Only what was asked by somebody whose name has this in it" };
    private readonly Option<string> since = Day("--since", "Only from this day or moment on (UTC unless it names a zone)");
    private readonly Option<string> until = Day("--until", "Only until the end of this day, or before this moment");
    private readonly Option<int> count = new("--count") { HelpName = "N", Description = "At most so many (default 100)", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> ndjson = CommonOptions.Ndjson();

    public static Command Build(CommandTerminal terminal) => new AuditSearchCommand(terminal).Build();

    private static Option<string> Day(string name, string description)
    {
        var option = new Option<string>(name) { HelpName = "DATE", Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !DateRange.TryParse(token.Value, out _)) result.AddError($"{name} needs a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not '{token.Value}'");
        });
        return option;
    }

    private Command Build()
    {
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--count needs a whole number from 1");
        });
        var command = new Command("search", "List who saw and changed patients' records, newest first") { Setting.Store.Option, patient, who, since, until, count, ndjson };
        command.SetAction(async (parse, cancel) => (int)await Task.Run(() => AuditCommand.OfStore(terminal, parse, store => Search(parse, store, cancel)), cancel));
        return command;
    }

    private ExitCode Search(ParseResult parse, StoreAddress store, CancellationToken cancel)
    {
        var folder = AuditTrail.FolderOf(store);
        var query = new AuditQuery { Who = parse.GetValue(who), Count = parse.GetValue(count) };
        if (parse.GetValue(since) is { } first && DateRange.TryParse(first, out var from)) query = query with { Since = DateTimeOffset.FromUnixTimeMilliseconds(from.Low) };
        if (parse.GetValue(until) is { } last && DateRange.TryParse(last, out var to) && to.High < long.MaxValue) query = query with { Until = DateTimeOffset.FromUnixTimeMilliseconds(to.High) };
        var subjects = AuditSubjects.Find(folder);
        if (parse.GetValue(patient) is { } id)
        {
            if (id.StartsWith("Patient/", StringComparison.Ordinal)) id = id["Patient/".Length..];
            query = query with { Subject = subjects?.Of(id) ?? 0 };
        }

        var found = query.Run(folder, cancel);
        var names = subjects is null ? new Dictionary<ulong, string>() : subjects.Names(found.SelectMany(record => record.Entry.Subjects).ToHashSet(), PatientIds(store));
        if (parse.GetValue(ndjson)) WriteLines(found, names);
        else Tell(found, names);
        return ExitCode.Ok;
    }

    private static List<string> PatientIds(StoreAddress store)
    {
        using var database = ReadOnlyDatabase.Open(store);
        return StoreFacts.Ids(database, "Patient");
    }

    private void Tell(IReadOnlyList<AuditRecord> found, IReadOnlyDictionary<ulong, string> names)
    {
        if (found.Count == 0)
        {
            terminal.Out.MarkupLine("Nothing was written down that fits.");
            return;
        }

        var table = new Table { Border = TableBorder.None };
        table.AddColumns("When (UTC)", "Who", "What", "Answer", "Patients");
        foreach (var (_, entry) in found)
            table.AddRow(
                entry.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Markup.Escape(entry.Who), Markup.Escape($"{entry.Interaction} {entry.Type}".Trim()),
                entry.Status.ToString(CultureInfo.InvariantCulture), Markup.Escape(Patients(entry, names)));
        terminal.Out.Write(table);
    }

    private static string Patients(AuditEntry entry, IReadOnlyDictionary<ulong, string> names)
    {
        if (entry.Subjects.Count == 0) return "a record of no patient in the store";
        var shown = string.Join(", ", entry.Subjects.Take(MostNamed).Select(subject => names.GetValueOrDefault(subject, "not in this store")));
        return entry.Subjects.Count > MostNamed ? $"{shown} and {entry.Subjects.Count - MostNamed:N0} more" : shown;
    }

    private void WriteLines(IReadOnlyList<AuditRecord> found, IReadOnlyDictionary<ulong, string> names)
    {
        foreach (var (place, entry) in found)
        {
            using (var writer = new Utf8JsonWriter(terminal.Data, CommandTerminal.Line))
            {
                writer.WriteStartObject();
                writer.WriteString("id", place.ToString());
                writer.WriteString("time", entry.Time.UtcDateTime);
                writer.WriteString("who", entry.Who);
                writer.WriteString("action", ((char)entry.Action).ToString());
                writer.WriteString("what", entry.Interaction);
                writer.WriteString("type", entry.Type);
                writer.WriteNumber("status", entry.Status);
                writer.WriteStartArray("patients");
                foreach (var subject in entry.Subjects) writer.WriteStringValue(names.GetValueOrDefault(subject));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            terminal.Data.WriteByte((byte)'\n');
        }

        terminal.Data.Flush();
    }
}
