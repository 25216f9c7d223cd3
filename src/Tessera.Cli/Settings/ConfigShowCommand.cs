using System.CommandLine;
using Spectre.Console;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Settings;

/// <summary><c>config show</c>: the settings in force and who gave each.</summary>
internal static class ConfigShowCommand
{
    public static Command Build(CommandTerminal terminal)
    {
        var json = CommonOptions.Json();
        var show = new Command("show", "Show the settings in force and where each comes from") { json };
        foreach (var setting in Setting.All) show.Options.Add(setting.Option);
        show.SetAction((parse, _) => Task.FromResult((int)Run(parse, terminal, parse.GetValue(json))));
        return new Command("config", "The settings in force") { show };
    }

    private static ExitCode Run(ParseResult parse, CommandTerminal terminal, bool json)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        var values = Setting.All.Select(setting => settings[setting]).ToList();
        if (json)
        {
            terminal.WriteJson(writer =>
            {
                writer.WriteStartObject();
                foreach (var value in values)
                {
                    writer.WriteStartObject(value.Setting.Name);
                    writer.WriteString("value", value.Shown);
                    writer.WriteString("origin", value.Origin);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            });
            return ExitCode.Ok;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("setting", "value", "from");
        foreach (var value in values) table.AddRow(Markup.Escape(value.Setting.Name), Markup.Escape(value.Shown), Markup.Escape(value.Origin));
        terminal.Out.Write(table);
        return ExitCode.Ok;
    }
}
