using System.CommandLine;
using System.Text.Json.Nodes;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Sources.Mapping.Schema;

namespace Tessera.Cli.Mappings;

/// <summary><c>mapping schema</c>: what editors need to help with mapping files.</summary>
internal static class MappingCommand
{
    public static Command Build(CommandTerminal terminal)
    {
        var schema = new Command("schema", "Print the JSON Schema of mapping files, for editors");
        schema.SetAction(parse =>
        {
            if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return (int)terminal.Refuse(ExitCode.Unreadable, problem);
            if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return (int)terminal.Refuse(ExitCode.Unreadable, problem);
            terminal.WriteJson(writer => JsonNode.Parse(MappingSchema.Write(definitions))!.WriteTo(writer));
            return (int)ExitCode.Ok;
        });
        return new Command("mapping", "Mapping files: which column or path feeds which element") { schema };
    }
}
