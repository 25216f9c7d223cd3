using System.CommandLine;
using System.Text.Json;
using Tessera.Centre.Backups;
using Tessera.Centre.Folder;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;

namespace Tessera.Cli.Care;

/// <summary><c>backup</c>: a copy of everything that a centre cannot lose, taken while the server goes on.</summary>
internal sealed class BackupCommand(CommandTerminal terminal)
{
    private readonly Option<string> output = new("--out") { HelpName = "DIR|FILE.tar", Description = "A folder that does not exist yet, or a .tar file", Required = true };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new BackupCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("backup", "Copy a store, the key of its ids and its configuration, also while a server writes") { Setting.Store.Option, output, json };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        try
        {
            using var progress = new ProgressLine(terminal, "% copied");
            var backup = new CentreBackup(CentreFolder.Of(address), Configuration(settings), TimeProvider.System);
            var manifest = await backup.Take(parse.GetValue(output)!, share => progress.Show((long)(share * 100)), cancel);
            progress.Dispose();
            Tell(parse.GetValue(json), parse.GetValue(output)!, manifest);
            return ExitCode.Ok;
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return terminal.Refuse(ExitCode.Unreadable, unavailable.Message, unavailable.Hint);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "No backup was taken.");
        }
    }

    private static List<string> Configuration(CommandSettings settings) =>
        settings.File is { } file ? [.. new[] { Path.GetFullPath(file.FilePath) }.Concat(file.SourceFiles).Distinct()] : [];

    private void Tell(bool asJson, string path, BackupManifest manifest)
    {
        if (asJson) terminal.WriteJson(writer => Write(writer, path, manifest));
        else
            terminal.WriteLine($"{path}: {manifest.Resources.Values.Sum():N0} resources, {manifest.Files.Sum(file => file.Bytes) / 1024.0 / 1024.0:N1} MB in {manifest.Files.Count} files, taken {manifest.Taken:yyyy-MM-dd HH:mm:ss} UTC");
        if (!manifest.Files.Any(file => file.Name.EndsWith(".key", StringComparison.Ordinal))) terminal.Say("There is no key of ids beside this store yet; the first extraction makes one.");
    }

    internal static void Write(Utf8JsonWriter writer, string path, BackupManifest manifest, string? epoch = null)
    {
        writer.WriteStartObject();
        writer.WriteString("backup", path);
        writer.WriteString("taken", manifest.Taken);
        writer.WriteString("epoch", epoch ?? manifest.Epoch);
        writer.WriteNumber("sequence", manifest.Sequence);
        writer.WriteStartObject("schemas");
        foreach (var (schema, version) in manifest.Schemas) writer.WriteNumber(schema, version);
        writer.WriteEndObject();
        writer.WriteStartObject("resources");
        foreach (var (type, count) in manifest.Resources) writer.WriteNumber(type, count);
        writer.WriteEndObject();
        writer.WriteStartArray("files");
        foreach (var file in manifest.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("name", file.Name);
            writer.WriteNumber("bytes", file.Bytes);
            writer.WriteString("sha256", file.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
