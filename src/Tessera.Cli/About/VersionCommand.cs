using System.CommandLine;
using Spectre.Console;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.About;

/// <summary><c>version</c>: which program this is.</summary>
internal static class VersionCommand
{
    public static Command Build(CommandTerminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new Command("version", "Print the version") { json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(json))
                terminal.WriteJson(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("version", ProgramVersion.Text);
                    writer.WriteString("runtime", Environment.Version.ToString());
                    writer.WriteEndObject();
                });
            else terminal.Out.WriteLine($"tessera {ProgramVersion.Text}");
            return (int)ExitCode.Ok;
        });
        return command;
    }

}
