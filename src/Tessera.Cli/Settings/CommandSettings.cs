using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tessera.Cli.Settings;

/// <summary>The settings of one run: flag, then <c>TESSERA_*</c>, then <c>--config FILE</c>, then default.</summary>
internal sealed class CommandSettings
{
    /// <summary>The configuration file, for every command.</summary>
    public static readonly Option<string?> ConfigOption = new("--config") { HelpName = "FILE", Description = "Configuration file of the centre", Recursive = true };

    /// <summary>Never ask; for scripts.</summary>
    public static readonly Option<bool> NoInputOption = new("--no-input") { Description = "Never ask anything", Recursive = true };

    private readonly IReadOnlyDictionary<Setting, SettingValue> values;

    private CommandSettings(IReadOnlyDictionary<Setting, SettingValue> values, string? configFile) => (this.values, ConfigFile) = (values, configFile);

    /// <summary>The configuration file in use, or null.</summary>
    public string? ConfigFile { get; }

    public SettingValue this[Setting setting] => values[setting];

    /// <summary>Collects the settings of a run.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="settings">The settings, or null.</param>
    /// <param name="problem">Why not: the file cannot be read, or a value makes no sense.</param>
    public static bool TryRead(ParseResult parse, [NotNullWhen(true)] out CommandSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        var file = parse.GetValue(ConfigOption) ?? Environment.GetEnvironmentVariable("TESSERA_CONFIG");
        if (!TryReadFile(file, out var keys, out problem)) return false;

        var values = new Dictionary<Setting, SettingValue>();
        foreach (var setting in Setting.All)
        {
            var value = FromFlag(parse, setting) ?? FromEnvironment(setting) ?? FromFile(setting, file, keys) ?? new(setting, setting.Default, "default");
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
    private static SettingValue? FromFile(Setting setting, string? file, IReadOnlyDictionary<string, string> keys)
    {
        if (!keys.TryGetValue(setting.Name, out var text) || text.Length == 0) return null;
        var isPath = setting == Setting.Data || (setting == Setting.Store && !text.Contains("://", StringComparison.Ordinal));
        return new(setting, isPath ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file!))!, text) : text, file!);
    }

    private static bool TryReadFile(string? file, out IReadOnlyDictionary<string, string> keys, [NotNullWhen(false)] out string? problem)
    {
        keys = new Dictionary<string, string>();
        problem = null;
        // A configuration of the mCODE Extraction Framework (.json) holds no settings of ours.
        if (file is null || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
            var yaml = new YamlStream();
            using (var reader = File.OpenText(file)) yaml.Load(reader);
            if (yaml.Documents is [var document, ..] && document.RootNode is YamlMappingNode mapping)
                keys = mapping.Children.Where(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode })
                    .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => ((YamlScalarNode)pair.Value).Value ?? "");
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or YamlException)
        {
            problem = failure is YamlException syntax
                ? $"{file}, line {syntax.Start.Line}: this is not YAML"
                : $"{file} cannot be read: {(failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "no permission, or not a file")}";
            return false;
        }
    }
}
