using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the words of a table, <c>let:</c>: each a value, or rules of which the first that holds gives it.</summary>
internal sealed class WordReader(MappingScope scope)
{
    private readonly ConditionReader conditions = new(scope);
    private readonly ValueReader values = new(scope);

    public void Read(YamlMappingNode table)
    {
        if (MappingText.Node(table, "let") is not { } node) return;
        if (node is not YamlMappingNode words)
        {
            scope.Problems.Add(node, "'let' needs names of words", "Write kind: and below it what it is, by rules.");
            return;
        }

        foreach (var (name, rules) in words.Children)
        {
            var choices = rules is YamlSequenceNode list ? list.Children.Select(Choice).OfType<WordChoice>().ToList() : [.. Always(rules)];
            if (choices.Count > 0) scope.Words.Add(new Word(MappingText.Of(name), choices));
        }
    }

    private IEnumerable<WordChoice> Always(YamlNode node)
    {
        if (node is YamlMappingNode rule) return Choice(rule) is { } one ? [one] : [];
        return values.Read(node, MappingText.Of(node)) is { } value ? [new WordChoice(null, value, null)] : [];
    }

    private WordChoice? Choice(YamlNode node)
    {
        if (node is not YamlMappingNode rule)
        {
            return values.Read(node, MappingText.Of(node)) is { } value ? new WordChoice(new TextCondition(value, isNegated: false), value, null) : null;
        }

        foreach (var key in rule.Children.Keys)
            if (MappingText.Of(key) is not ("if" or "is" or "because")) scope.Problems.Unknown(key, "key of a rule", MappingText.Of(key), ["if", "is", "because"]);
        var condition = MappingText.Node(rule, "if") is { } when ? conditions.Read(when) : null;
        var text = MappingText.Value(rule, "is");
        var word = text is null ? null : values.Read(MappingText.Node(rule, "is")!, text);
        return new WordChoice(condition, word, MappingText.Value(rule, "because"));
    }
}
