using System.CommandLine;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Checking;

/// <summary><c>packages add</c>: a FHIR package that the centre brings, for its profiles, value sets and code systems.</summary>
internal sealed class PackagesCommand(CommandTerminal terminal)
{
    private readonly Argument<string> package = new("FILE") { Description = "A package as .tgz" };

    public static Command Build(CommandTerminal terminal)
    {
        var packages = new PackagesCommand(terminal);
        var add = new Command("add", "Add a FHIR package to the centre: it is checked, and kept in the folder packages beside --config FILE") { packages.package };
        add.SetAction(parse => (int)packages.Add(parse));
        return new Command("packages", "FHIR packages that the centre brings") { add };
    }

    private ExitCode Add(ParseResult parse)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (settings.File is not { } file) return terminal.Refuse(ExitCode.Usage, "--config FILE is missing: the package belongs to a centre.", "./tessera init DIR makes one.");
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        var path = parse.GetValue(package)!;
        try
        {
            if (!definitions.TryAddPackage(path, file.LayersFolder, out var extended, out var issue)) return terminal.Refuse(ExitCode.Unreadable, issue.Message, issue.Fix);
            var kept = Path.Combine(file.PackagesFolder, Path.GetFileName(path));
            if (File.Exists(kept)) return terminal.Refuse(ExitCode.Unreadable, $"{kept} is there already; nothing was changed.", "Remove it first.");
            Directory.CreateDirectory(file.PackagesFolder);
            using var content = File.OpenRead(path);
            WholeFile.Write(kept, content.CopyTo);
            var added = extended.Packages[^1];
            terminal.Say($"Added {added.Name} {added.Version}. Programs that run already know it after a restart; what was imported is checked against it when it is imported again.");
            return ExitCode.Ok;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"{path} cannot be kept: {failure.Message}");
        }
    }
}
