using System.CommandLine;
using Tessera.Cli.Settings;

namespace Tessera.Cli.Doctor;

/// <summary>The settings in force.</summary>
internal static class ConfigurationChecks
{
    private const string Area = "configuration";

    public static IEnumerable<Check> Run(ParseResult parse, out CommandSettings? settings)
    {
        if (!CommandSettings.TryRead(parse, out settings, out var problem))
            return [new(Area, "settings", Health.Problem, problem, "Correct it, or see ./tessera config show --help.")];
        var found = settings;
        return
        [
            Check.Good(Area, "file", found.File?.FilePath ?? "none (use --config FILE or TESSERA_CONFIG)"),
            .. Setting.All.Select(setting => found[setting]).Where(value => value.Origin != "default")
                .Select(value => Check.Good(Area, value.Setting.Name, $"{value.Shown} (from {value.Origin})")),
        ];
    }
}
