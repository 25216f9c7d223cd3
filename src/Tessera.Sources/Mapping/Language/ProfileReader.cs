using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads which profile a resource claims: one, or a list of which the first that a row allows.</summary>
internal sealed class ProfileReader(MappingScope scope)
{
    private const string Profile = "profile";
    private const string Is = "is";

    /// <summary>The profile, or the first of a list; null when none is named.</summary>
    public static string? NameOf(YamlMappingNode resource) => MappingText.Value(resource, Profile)
        ?? (MappingText.Node(resource, Profile) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().Select(choice => MappingText.Value(choice, Is)).FirstOrDefault(name => name is not null);

    /// <summary>A resource may claim the profile of a package that the centre does not have, when it says its type.</summary>
    public static bool IsClaimedOnly(YamlMappingNode resource, string name) => MappingText.Node(resource, "resource") is not null && name.Contains("://", StringComparison.Ordinal);

    /// <summary>The profiles that rows may claim; empty for none.</summary>
    public IReadOnlyList<ProfileChoice> Read(YamlMappingNode resource)
    {
        if (MappingText.Node(resource, Profile) is not { } node) return [];
        if (node is not YamlSequenceNode list) return Url(resource, node, MappingText.Of(node)) is { } only ? [new ProfileChoice(only, null, null)] : [];
        return [.. list.Children.Select(item => Choice(resource, item)).OfType<ProfileChoice>()];
    }

    private ProfileChoice? Choice(YamlMappingNode resource, YamlNode item)
    {
        if (item is not YamlMappingNode choice)
        {
            scope.Problems.Add(item, "a choice of profiles needs 'is' and 'if'", "Write - { is: mcode-primary-cancer-condition, if: $kind is primary }.");
            return null;
        }

        foreach (var key in choice.Children.Keys)
            if (MappingText.Of(key) is not ("if" or Is or "because")) scope.Problems.Unknown(key, "key of a choice", MappingText.Of(key), [Is, "if", "because"]);
        var url = MappingText.Value(choice, Is) is { } name ? Url(resource, MappingText.Node(choice, Is)!, name) : null;
        var condition = MappingText.Node(choice, "if") is { } when ? new ConditionReader(scope).Read(when) : null;
        return Because(choice, new ProfileChoice(url, condition, MappingText.Value(choice, "because")));
    }

    // because: $kind passes on why the word is what it is.
    private ProfileChoice? Because(YamlMappingNode node, ProfileChoice choice)
    {
        if (choice.Because is not { } because || !CellExpression.IsMeant(because)) return choice;
        if (scope.Words.Find(word => word.Name == because[1..]) is { } known) return choice with { Because = null, BecauseOf = known };
        scope.Problems.Unknown(MappingText.Node(node, "because")!, "word of this table", because[1..], scope.Words.Select(word => word.Name));
        return null;
    }

    private string? Url(YamlMappingNode resource, YamlNode place, string name)
    {
        if (ProfileNames.Resource(name, scope.Definitions) is { } structure)
        {
            if (MappingText.Value(resource, "resource") is not { } type || type == structure.Type) return structure.Url;
            scope.Problems.Add(place, $"'{name}' is a profile of {structure.Type}, and the resource is a {type}");
        }
        else if (IsClaimedOnly(resource, name))
        {
            scope.Problems.Warn(place, $"{name} is not loaded, so resources are not checked against it", scope.Definitions.HowToLoad(name));
            return name;
        }
        else if (MappingText.Value(resource, Profile) is null)
        {
            scope.Problems.Add(place, $"there is no profile '{name}'", "Name one of a loaded package, such as mcode-primary-cancer-condition, or write its URL.");
        }

        return null;
    }
}
