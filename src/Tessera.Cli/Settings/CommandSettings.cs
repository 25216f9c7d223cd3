using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Tessera.Cli.Settings;

/// <summary>The settings of one run: flag, then <c>TESSERA_*</c>, then <c>--config FILE</c>, then default.</summary>
internal sealed class CommandSettings
{
    /// <summary>The configuration file, for every command.</summary>
    public static readonly Option<string?> ConfigOption = new("--config") { HelpName = "FILE", Description = "Configuration file of the centre", Recursive = true };

    /// <summary>Never ask; for scripts.</summary>
    public static readonly Option<bool> NoInputOption = new("--no-input") { Description = "Never ask anything", Recursive = true };

    private readonly IReadOnlyDictionary<Setting, SettingValue> values;

    private CommandSettings(IReadOnlyDictionary<Setting, SettingValue> values, ConfigurationFile? file) => (this.values, File) = (values, file);

    /// <summary>The configuration file in use, or null.</summary>
    public ConfigurationFile? File { get; }

    public SettingValue this[Setting setting] => values[setting];

    /// <summary>Collects the settings of a run.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="settings">The settings, or null.</param>
    /// <param name="problem">Why not: the file cannot be read, or a value makes no sense.</param>
    public static bool TryRead(ParseResult parse, [NotNullWhen(true)] out CommandSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        (settings, problem) = (null, null);
        ConfigurationFile? file = null;
        if ((parse.GetValue(ConfigOption) ?? Environment.GetEnvironmentVariable("TESSERA_CONFIG")) is { Length: > 0 } path
            && !ConfigurationFile.TryRead(path, out file, out problem)) return false;

        var values = new Dictionary<Setting, SettingValue>();
        foreach (var setting in Setting.All)
        {
            var value = FromFlag(parse, setting) ?? FromEnvironment(setting) ?? FromFile(setting, file) ?? new(setting, setting.Default, "default");
            if (setting.Complaint(value.Text) is { } complaint)
            {
                problem = $"{value.Origin}: {complaint}";
                return false;
            }

            values.Add(setting, value);
        }

        settings = new(values, file);
        return true;
    }

    private static SettingValue? FromFlag(ParseResult parse, Setting setting) =>
        parse.GetResult(setting.Option) is { Implicit: false, Tokens: [var token] } ? new(setting, token.Value, "--" + setting.Name) : null;

    private static SettingValue? FromEnvironment(Setting setting) =>
        Environment.GetEnvironmentVariable(setting.Variable) is { Length: > 0 } text ? new(setting, text, setting.Variable) : null;

    // Paths in a file are relative to the file, so that a centre's folder can be moved.
    private static SettingValue? FromFile(Setting setting, ConfigurationFile? file)
    {
        if (file?.Value(setting.Name) is not { } text) return null;
        var isPath = setting == Setting.Data || (setting == Setting.Store && !text.Contains("://", StringComparison.Ordinal));
        return new(setting, isPath ? file.PathValue(setting.Name)! : text, file.FilePath);
    }
}
