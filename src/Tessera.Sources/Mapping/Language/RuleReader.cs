using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the rules between the cells of a table: <c>refuse</c>, <c>inOrder</c>, and an <c>ignore</c> that holds under a condition.</summary>
internal sealed class RuleReader(MappingScope scope)
{
    private readonly ConditionReader conditions = new(scope);

    public IReadOnlyList<RowRule> Read(YamlMappingNode table)
    {
        var rules = new List<RowRule>();
        Order(table, rules);
        foreach (var node in Items(table, "refuse"))
            if (Refusal(node) is { } refusal) rules.Add(refusal);
        Ignored(table, rules);
        return rules;
    }

    private static IEnumerable<YamlNode> Items(YamlMappingNode table, string key) =>
        MappingText.Node(table, key) switch { YamlSequenceNode list => list.Children, { } one => [one], _ => [] };

    private Refusal? Refusal(YamlNode node)
    {
        if (node is not YamlMappingNode rule || MappingText.Node(rule, "if") is not { } when || MappingText.Value(rule, "why") is not { } why || MappingText.Value(rule, "fix") is not { } fix)
        {
            scope.Problems.Add(node, "a refusal needs if, why and fix", "Write - { if: no $Reason, column: Reason, why: the reason is missing, fix: Fill it in. }");
            return null;
        }

        foreach (var key in rule.Children.Keys)
            if (MappingText.Of(key) is not ("if" or "why" or "fix" or "column")) scope.Problems.Unknown(key, "key of a refusal", MappingText.Of(key), ["if", "column", "why", "fix"]);
        var column = MappingText.Value(rule, "column");
        if (column is not null) _ = scope.Columns.Use(column, rule);
        return conditions.Read(when) is { } condition ? new Refusal(condition, column, why, fix) : null;
    }

    // [from, to], or several such pairs.
    private void Order(YamlMappingNode table, List<RowRule> rules)
    {
        if (MappingText.Node(table, "inOrder") is not { } node) return;
        var pairs = node is YamlSequenceNode { Children: [YamlSequenceNode, ..] } several ? several.Children : [node];
        foreach (var pair in pairs)
        {
            if (pair is YamlSequenceNode { Children: [YamlScalarNode { Value: { } first }, YamlScalarNode { Value: { } second }] })
                rules.Add(new DateOrder(scope.Columns.Use(first, pair), scope.Columns.Use(second, pair)));
            else scope.Problems.Add(pair, "'inOrder' needs two columns with dates", "Write inOrder: [Start, End].");
        }
    }

    private void Ignored(YamlMappingNode table, List<RowRule> rules)
    {
        if (MappingText.Node(table, "ignore") is not { } ignore) return;
        if (ignore is not YamlMappingNode reasons)
        {
            scope.Problems.Add(ignore, "'ignore' needs lines of the form \"Column: why\"");
            return;
        }

        foreach (var (name, reason) in reasons.Children)
        {
            var column = MappingText.Of(name);
            scope.Columns.LeaveOut(column, name);
            foreach (var one in reason is YamlSequenceNode several ? several.Children : [reason])
            {
                if (one is YamlScalarNode { Value: { Length: > 0 } why }) scope.Columns.LeaveOut(column, name, why);
                else if (one is YamlMappingNode rule && MappingText.Node(rule, "if") is { } when && MappingText.Value(rule, "why") is { } because)
                {
                    if (conditions.Read(when) is { } condition) rules.Add(new Omission(column, condition, because));
                }
                else scope.Problems.Add(one, "a reason to ignore is a text, or has if and why", "Write Column: why, or Column: { if: …, why: … }.");
            }
        }
    }
}
