using System.Globalization;
using Tessera.Sources.Mapping.Language;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Settings;

/// <summary>The lines below a source in a configuration, read key by key; what is wrong is noted with its line and column.</summary>
internal sealed class SettingsNode
{
    private readonly YamlMappingNode node;
    private readonly MappingProblems problems;
    private readonly string folder;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public SettingsNode(YamlMappingNode node, MappingProblems problems, string folder) => (this.node, this.problems, this.folder) = (node, problems, folder);

    public string? Text(string key) => Value(key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    /// <summary>Whether a key is there, with a value or without.</summary>
    public bool Has(string key) => Value(key) is not null;

    public string? Required(string key, string what)
    {
        if (Text(key) is { } text) return text;
        problems.Add(Value(key) ?? node, $"'{key}' is missing: {what}");
        return null;
    }

    /// <summary>A list, or a single one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        _ = Value(key);
        return MappingText.Values(node, key);
    }

    public bool Flag(string key) => Chosen(key, "false", "false", "true") == "true";

    public string Chosen(string key, string otherwise, params ReadOnlySpan<string> allowed)
    {
        if (Text(key) is not { } text) return otherwise;
        if (allowed.Contains(text)) return text;
        problems.Add(Value(key)!, $"'{key}' is one of {string.Join(", ", allowed.ToArray())}");
        return otherwise;
    }

    public int Number(string key, int otherwise, int lowest, int highest)
    {
        if (Text(key) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest) return number;
        problems.Add(Value(key)!, $"'{key}' is a whole number from {lowest} to {highest}");
        return otherwise;
    }

    public Uri? Address(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            if (address.UserInfo.Length == 0) return address;
            problems.Add(Value(key)!, $"'{key}' has a user or a password before the @", "Leave them out: who asks is said below auth:, and a secret stands in a variable or a file.");
            return null;
        }

        problems.Add(Value(key)!, $"'{key}' is no web address");
        return null;
    }

    /// <summary>A path, relative to the configuration.</summary>
    public string? Path(string key) => Text(key) is { } text ? System.IO.Path.Combine(folder, text) : null;

    public SettingsNode? Below(string key)
    {
        var value = Value(key);
        if (value is YamlMappingNode below) return new SettingsNode(below, problems, folder);
        if (value is not null) problems.Add(value, $"'{key}' needs lines below it");
        return null;
    }

    public Remote.Secret? Secret(string key)
    {
        if (Value(key) is not { } value) return null;
        if (Below(key) is { } place)
        {
            var secret = place.Text("env") is { } variable ? Remote.Secret.InEnvironment(variable) : place.Path("file") is { } path ? Remote.Secret.InFile(path) : null;
            place.Finish($"key of '{key}'");
            if (place.Has("env") && place.Has("file")) problems.Add(value, $"'{key}' has both env and file", "Leave one of them out.");
            if (secret is not null) return secret;
        }

        problems.Add(value, $"'{key}' is a secret and does not stand here", "Write { env: NAME_OF_A_VARIABLE } or { file: path }.");
        return null;
    }

    public void Refuse(string key, string message, string? fix = null) => problems.Add(Value(key) ?? node, message, fix);

    /// <summary>Notes keys that nobody asked for.</summary>
    public void Finish(string kind)
    {
        foreach (var key in node.Children.Keys)
            if (!asked.Contains(MappingText.Of(key))) problems.Unknown(key, kind, MappingText.Of(key), asked);
    }

    private YamlNode? Value(string key)
    {
        asked.Add(key);
        return MappingText.Node(node, key);
    }
}
