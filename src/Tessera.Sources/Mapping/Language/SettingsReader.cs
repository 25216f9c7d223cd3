using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the settings of a mapping: what is the same for all rows, and may be stated anew where the mapping is used. Each is a text or several.</summary>
internal static class SettingsReader
{
    public static Dictionary<string, IReadOnlyList<string>> Read(YamlMappingNode root, MappingProblems problems)
    {
        var settings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (MappingText.Node(root, "settings") is not { } node) return settings;
        if (node is not YamlMappingNode all)
        {
            problems.Add(node, "'settings' needs names and values", "Write site: C-12, and $settings.site where it is used.");
            return settings;
        }

        foreach (var (name, value) in all.Children)
        {
            if (MappingText.Of(name) is SettingText.Source or SettingText.Patients) problems.Add(name, $"'{MappingText.Of(name)}' is a setting that every mapping has");
            else if (value is YamlMappingNode) problems.Add(value, $"the setting '{MappingText.Of(name)}' is a text or a list of texts");
            else settings[MappingText.Of(name)] = MappingText.Values(all, MappingText.Of(name));
        }

        return settings;
    }

    /// <summary>The names that may be used.</summary>
    public static IReadOnlySet<string> Names(IReadOnlyDictionary<string, IReadOnlyList<string>> settings) =>
        settings.Keys.Append(SettingText.Source).Append(SettingText.Patients).ToHashSet(StringComparer.Ordinal);
}
