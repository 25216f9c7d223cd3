using System.CommandLine;
using System.Reflection;
using System.Text;
using Tessera.Cli.Terminal;
using Tessera.Sources.Drafting;

namespace Tessera.Cli.Setup;

/// <summary><c>init</c>: a folder for a centre, with a configuration that explains itself; from samples of its exports also a first mapping.</summary>
internal sealed class InitCommand(CommandTerminal terminal)
{
    private const string Prefix = "template:";
    private const string Configuration = "tessera.yaml";
    private const string Mapping = "mapping.yaml";

    private readonly Argument<string> folder = new("DIR") { Description = "The folder to make" };
    private readonly Option<string[]> samples = new("--from")
    {
        HelpName = "FILE", Description = "Write a commented mapping for these exports (CSV), guessing their columns from headers and the look of the cells", AllowMultipleArgumentsPerToken = true,
    };

    public static Command Build(CommandTerminal terminal) => new InitCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("init", "Make a centre folder with a commented configuration, and from samples of its exports a first mapping") { folder, samples };
        command.SetAction(parse => (int)Run(parse.GetValue(folder)!, parse.GetValue(samples) ?? []));
        return command;
    }

    private ExitCode Run(string place, string[] files)
    {
        try
        {
            var contents = files.Length == 0 ? Template() : WithMapping(place, files);
            if (contents.Keys.Select(name => Path.Combine(place, name)).FirstOrDefault(File.Exists) is { } existing)
                return terminal.Refuse(ExitCode.Unreadable, $"{existing} exists already; nothing was changed.", "Choose another folder, or move the file away.");
            foreach (var (name, content) in contents) Write(Path.Combine(place, name), content);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "Name files with a header and some rows.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"{place} cannot be made there, or a file cannot be read: {failure.Message}", "Choose a folder in which you may write.");
        }

        terminal.Say(files.Length == 0 ? Next(place) : NextOfMapping(place));
        return ExitCode.Ok;
    }

    private static Dictionary<string, byte[]> Template()
    {
        var program = Assembly.GetExecutingAssembly();
        return program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Resource(program, name));
    }

    // The configuration of the template, with the mapping as its source.
    private static Dictionary<string, byte[]> WithMapping(string place, string[] files)
    {
        var configuration = Encoding.UTF8.GetString(Template()[Configuration]).Replace("- mef: source/config.json", $"- mapping: {Mapping}", StringComparison.Ordinal);
        return new Dictionary<string, byte[]>
        {
            [Configuration] = Encoding.UTF8.GetBytes(configuration),
            [Mapping] = Encoding.UTF8.GetBytes(MappingDraft.Write([.. files.Select(Path.GetFullPath)], Path.GetFullPath(place), SourceId(place))),
        };
    }

    private static string SourceId(string place)
    {
        var id = new string([.. Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place))).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
        return id.Length == 0 || !char.IsAsciiLetter(id[0]) ? "centre" + id : id;
    }

    private static byte[] Resource(Assembly program, string name)
    {
        using var content = program.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WholeFile.Write(path, stream => stream.Write(content));
    }

    private static string Next(string place) => $"""
        Made {Path.Combine(place, Configuration)}. What comes next:
          1. Put your CSV files beside {Path.Combine(place, "source", "config.json")} and list them in it,
             or begin again with a draft of a mapping:   ./tessera init DIR --from export.csv
          2. Look at what would happen:   ./tessera extract --config {Path.Combine(place, Configuration)} --dry-run
          3. Import:                      ./tessera extract --config {Path.Combine(place, Configuration)}
          4. Look at the result:          ./tessera serve --config {Path.Combine(place, Configuration)}
        """;

    private static string NextOfMapping(string place) => $"""
        Made {Path.Combine(place, Configuration)} and a draft, {Path.Combine(place, Mapping)}. What comes next:
          1. Read the draft: each line says how sure it is; what is not decided stands under "ignore".
          2. Look at what would happen:   ./tessera extract --config {Path.Combine(place, Configuration)} --dry-run
          3. Import:                      ./tessera extract --config {Path.Combine(place, Configuration)}
          4. Look at the result:          ./tessera serve --config {Path.Combine(place, Configuration)}
        """;
}
