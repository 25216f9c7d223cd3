using System.CommandLine;
using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Store;

namespace Tessera.Cli.Import;

/// <summary><c>export</c>: the resources of a store as of one moment, a file for each type.</summary>
internal sealed class ExportCommand(CommandTerminal terminal)
{
    private readonly Option<string> output = new("--out") { HelpName = "DIR", Description = "Folder for <Type>.ndjson; it must hold none yet", Required = true };
    private readonly Option<string[]> types = new("--type") { HelpName = "T,…", Description = "Only these resource types", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> since = new("--since") { HelpName = "T", Description = "Only what was written at or after this instant, such as 2026-01-31 or 2026-01-31T12:00:00Z" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new ExportCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("export", "Write the resources of a store as NDJSON, a file for each type, as of one moment") { Setting.Store.Option, output, types, since, json };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Export(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Export(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        DateTimeOffset? from = null;
        if (parse.GetValue(since) is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return terminal.Refuse(ExitCode.Usage, $"--since {text} is no instant.", "Write 2026-01-31 or 2026-01-31T12:00:00Z.");
            from = time;
        }

        var wanted = (parse.GetValue(types) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        if (wanted.FirstOrDefault(type => !node.Store.SearchParameters.IsResourceType(type)) is { } unknown) return terminal.Refuse(ExitCode.Usage, $"--type {unknown}: there is no such resource type.");
        var folder = parse.GetValue(output)!;
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.ndjson").Any())
                return terminal.Refuse(ExitCode.Unreadable, $"{folder} holds NDJSON files already; nothing was written.", "Name another folder: what is left of an earlier export would look like a part of this one.");
            using var files = new TypeFiles(folder);
            Write(node, files, wanted.Count == 0 ? null : wanted, from, cancel, out var access);
            await node.Audit.Record(access, AuditAction.Read, "tessera export", "", 200);
            files.Appear();
            Tell(parse.GetValue(json), folder, files.Counts);
            return ExitCode.Ok;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"{folder} cannot be written: {failure.Message}", "Nothing was written.");
        }
    }

    private void Write(CentreNode node, TypeFiles files, HashSet<string>? wanted, DateTimeOffset? from, CancellationToken cancel, out Access access)
    {
        access = new Access(Environment.UserName) { Disclosures = new Disclosures() };
        using var progress = new ProgressLine(terminal, "resources written");
        var written = 0L;
        foreach (var resource in node.Store.Export(access, wanted, from))
        {
            cancel.ThrowIfCancellationRequested();
            files.Write(resource.Type, resource.Body.Span);
            progress.Show(++written);
        }
    }

    private void Tell(bool asJson, string folder, IReadOnlyDictionary<string, long> counts)
    {
        if (!asJson)
        {
            foreach (var (type, count) in counts) terminal.WriteLine($"{Path.Combine(folder, type)}.ndjson  {count:N0}");
            terminal.Say($"{counts.Values.Sum():N0} resources.");
            return;
        }

        terminal.WriteJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("resources");
            foreach (var (type, count) in counts) writer.WriteNumber(type, count);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>The files of an export, which appear together when all are written; else none is left.</summary>
    private sealed class TypeFiles : IDisposable
    {
        private readonly string folder;
        private readonly SortedDictionary<string, (FileStream File, long Count)> files = new(StringComparer.Ordinal);

        public TypeFiles(string folder)
        {
            Directory.CreateDirectory(folder);
            this.folder = folder;
        }

        public IReadOnlyDictionary<string, long> Counts => files.ToDictionary(file => file.Key, file => file.Value.Count);

        public void Write(string type, ReadOnlySpan<byte> body)
        {
            if (!files.TryGetValue(type, out var file)) file = (new FileStream(Temporary(type), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16), 0);
            file.File.Write(body);
            file.File.WriteByte((byte)'\n');
            files[type] = (file.File, file.Count + 1);
        }

        public void Appear()
        {
            foreach (var (type, (file, _)) in files)
            {
                file.Flush(flushToDisk: true);
                file.Dispose();
                File.Move(Temporary(type), Path.Combine(folder, type + ".ndjson"));
            }
        }

        public void Dispose()
        {
            foreach (var (type, (file, _)) in files)
            {
                file.Dispose();
                File.Delete(Temporary(type));
            }
        }

        private string Temporary(string type) => Path.Combine(folder, $".{type}.ndjson.{Environment.ProcessId}.new");
    }
}
