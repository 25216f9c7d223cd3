using System.CommandLine;
using System.Reflection;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Setup;

/// <summary><c>init</c>: a folder for a centre, with a configuration that explains itself.</summary>
internal static class InitCommand
{
    private const string Prefix = "template:";

    public static Command Build(CommandTerminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to make" };
        var command = new Command("init", "Make a centre folder with a commented configuration") { folder };
        command.SetAction(parse => (int)Run(parse.GetValue(folder)!, terminal));
        return command;
    }

    private static ExitCode Run(string folder, CommandTerminal terminal)
    {
        var program = Assembly.GetExecutingAssembly();
        var files = program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => Path.Combine(folder, name[Prefix.Length..].Replace('\\', '/')));
        if (files.Keys.FirstOrDefault(File.Exists) is { } existing)
            return terminal.Refuse(ExitCode.Unreadable, $"{existing} exists already; nothing was changed.", "Choose another folder, or move the file away.");
        try
        {
            foreach (var (path, name) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var content = program.GetManifestResourceStream(name)!;
                WholeFile.Write(path, content.CopyTo);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"{folder} cannot be made there.", "Choose a folder in which you may write.");
        }

        var configuration = Path.Combine(folder, "tessera.yaml");
        terminal.Say($"""
            Made {configuration}. What comes next:
              1. Put your CSV files beside {Path.Combine(folder, "source", "config.json")} and list them in it.
              2. Look at what would happen:   ./tessera extract --config {configuration} --dry-run
              3. Import:                      ./tessera extract --config {configuration}
              4. Look at the result:          ./tessera serve --config {configuration}
            """);
        return ExitCode.Ok;
    }
}
