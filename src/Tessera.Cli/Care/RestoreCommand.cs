using System.CommandLine;
using Tessera.Centre.Backups;
using Tessera.Centre.Folder;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;

namespace Tessera.Cli.Care;

/// <summary><c>restore</c>: a centre from a backup, where there is none.</summary>
internal sealed class RestoreCommand(CommandTerminal terminal)
{
    private readonly Argument<string> backup = new("BACKUP") { Description = "The folder or .tar file that backup wrote" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new RestoreCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("restore", "Make a store from a backup; never overwrites one, and refuses a damaged backup") { backup, Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        try
        {
            var (manifest, epoch) = await new CentreRestore(CentreFolder.Of(address), TimeProvider.System).Restore(parse.GetValue(backup)!, cancel);
            if (parse.GetValue(json)) terminal.WriteJson(writer => BackupCommand.Write(writer, parse.GetValue(backup)!, manifest, epoch));
            else terminal.WriteLine($"{address}: {manifest.Resources.Values.Sum():N0} resources as of {manifest.Taken:yyyy-MM-dd HH:mm:ss} UTC, with a new epoch of changes");
            if (manifest.Files.Any(file => file.Name.Contains('/', StringComparison.Ordinal))) terminal.Say($"The configuration is in {Path.Combine(Path.GetDirectoryName(address.Path)!, "configuration")}.");
            return ExitCode.Ok;
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return terminal.Refuse(ExitCode.Unreadable, unavailable.Message, unavailable.Hint);
        }
        catch (InvalidDataException damaged)
        {
            return terminal.Refuse(ExitCode.Unreadable, damaged.Message, "Nothing was restored. Use another backup.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "Nothing was restored.");
        }
    }
}
