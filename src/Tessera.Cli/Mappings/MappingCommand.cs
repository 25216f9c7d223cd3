using System.CommandLine;
using Tessera.Cli.Terminal;
using Tessera.Sources.Mapping.Schema;

namespace Tessera.Cli.Mappings;

/// <summary><c>mapping schema</c>: what editors need to help with mapping files.</summary>
internal static class MappingCommand
{
    public static Command Build(CommandTerminal terminal)
    {
        var schema = new Command("schema", "Print the JSON Schema of mapping files, for editors");
        schema.SetAction(_ =>
        {
            if (!BuiltInDefinitions.TryOpen(out var definitions, out var problem)) return (int)terminal.Refuse(ExitCode.Unreadable, problem);
            terminal.Out.WriteLine(MappingSchema.Write(definitions));
            return (int)ExitCode.Ok;
        });
        return new Command("mapping", "Mapping files: which column feeds which element") { schema };
    }
}
