using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads conditions: a text such as <c>$Column is a, b</c>, a list of which all hold, or <c>any:</c>, <c>all:</c> and <c>none:</c> with a list.</summary>
internal sealed class ConditionReader(MappingScope scope)
{
    private const string Forms = "Write $Column, no $Column, $Column is a, b, $Column starts with a, b, $Column in LIST, $Column matches PATTERN, $Column -> table, or referred to by TABLE; \"is not\", \"does not start with\", \"not in\" and \"does not match\" for the opposite.";

    private readonly ValueReader values = new(scope);

    /// <summary>The condition that a node states, or null after noting a problem.</summary>
    public Condition? Read(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => Parse(node, scope.Said(text)),
        YamlSequenceNode { Children.Count: > 0 } list => Combined(list, Together.All),
        YamlMappingNode { Children.Count: 1 } one when Way(MappingText.Of(one.Children[0].Key)) is { } together && one.Children[0].Value is YamlSequenceNode list => Combined(list, together),
        _ => Refuse(node),
    };

    private static Together? Way(string word) => word switch { "any" => Together.Any, "all" => Together.All, "none" => Together.None, _ => null };

    private CombinedCondition? Combined(YamlSequenceNode list, Together together)
    {
        var parts = list.Children.Select(Read).OfType<Condition>().ToArray();
        return parts.Length == list.Children.Count ? new CombinedCondition(parts, together) : null;
    }

    private Condition? Parse(YamlNode node, string text)
    {
        var isNegated = text.StartsWith("no $", StringComparison.Ordinal) || text.StartsWith("not ", StringComparison.Ordinal);
        if (isNegated) text = text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (text.StartsWith("referred to by ", StringComparison.Ordinal)) return Referred(node, text["referred to by ".Length..], isNegated);
        if (!CellExpression.IsMeant(text)) return Refuse(node);
        var paths = new PathText(text);
        foreach (var (words, negated, make) in Verbs())
        {
            var at = paths.Text.IndexOf(words, StringComparison.Ordinal);
            if (at < 0) continue;
            return isNegated ? Refuse(node) : make(node, paths.Show(paths.Text[..at]).Trim(), paths.Show(paths.Text[(at + words.Length)..]).Trim(), negated);
        }

        if (!CellExpression.TryParse(text, out var cell, out _)) return Refuse(node);
        if (cell.Tables is [var table]) return Record(node, cell, table, isNegated);
        // That an element of a record is there may be asked of any.
        if (scope.Record is not null && cell.IsColumnAlone && !scope.Words.Exists(word => word.Name == cell.Column) && !cell.Column.StartsWith("settings.", StringComparison.Ordinal))
            return new TextCondition(new Cell(scope.Columns.Use(cell.Column, node)), isNegated);
        return values.Read(node, cell) is { } value ? new TextCondition(value, isNegated) : null;
    }

    private (string Words, bool Negated, Func<YamlNode, string, string, bool, Condition?> Make)[] Verbs() =>
    [
        (" does not start with ", true, StartsWith), (" starts with ", false, StartsWith), (" does not match ", true, Matches), (" matches ", false, Matches), (" not in ", true, In), (" in ", false, In), (" is not ", true, Is), (" is ", false, Is),
    ];

    private Condition? Is(YamlNode node, string subject, string rest, bool isNegated)
    {
        var wanted = rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || values.Expression(node, subject) is not { } cell) return wanted.Length == 0 ? Refuse(node) : null;
        if (cell.Tables is [var table]) return Says(node, cell, table, wanted, isNegated);
        return values.Read(node, cell) is { } value ? new TextCondition(value, isNegated) { Values = wanted.ToHashSet(StringComparer.OrdinalIgnoreCase) } : null;
    }

    private Condition? StartsWith(YamlNode node, string subject, string rest, bool isNegated)
    {
        var wanted = rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0) return Refuse(node);
        return values.Read(node, subject) is { } value ? new TextCondition(value, isNegated) { Beginnings = wanted } : null;
    }

    private TextCondition? In(YamlNode node, string subject, string name, bool isNegated) =>
        values.Read(node, subject) is { } value && scope.TryList(node, name, out var list) ? new TextCondition(value, isNegated) { List = list } : null;

    private TextCondition? Matches(YamlNode node, string subject, string pattern, bool isNegated)
    {
        if (values.Read(node, subject) is not { } value) return null;
        try
        {
            // Without backtracking no cell can make a pattern slow.
            return new TextCondition(value, isNegated) { Form = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture) };
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            scope.Problems.Add(node, $"'{pattern}' is not a regular expression that can be used", "Write one without lookaround and back-references.");
            return null;
        }
    }

    // $Id -> table: the record is there.
    private RecordCondition? Record(YamlNode node, CellExpression cell, string table, bool isNegated)
    {
        if (scope.Target(node, table) is not { } target || scope.Named(node, cell.Column) is not { } key) return null;
        scope.Links.Refer(scope.Table, cell.Column, target.List);
        return new RecordCondition(key, target, isNegated);
    }

    // $Id -> table.word is a, b: what the record says.
    private RecordCondition? Says(YamlNode node, CellExpression cell, string name, string[] wanted, bool isNegated)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || scope.Target(node, name[..dot]) is not { } target || scope.Named(node, cell.Column) is not { } key) return null;
        var word = name[(dot + 1)..];
        scope.Links.Refer(scope.Table, cell.Column, target.List);
        foreach (var value in wanted) scope.Links.Ask(node, target.List, word, value);
        return new RecordCondition(key, target, isNegated) { Facts = [.. wanted.Select(value => KeyIndex.Says(target.List, word, value))] };
    }

    private ReferredCondition? Referred(YamlNode node, string tables, bool isNegated)
    {
        var names = tables.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (!scope.Links.Tables.Contains(name))
            {
                scope.Problems.Unknown(node, "table", name, scope.Links.Tables);
                return null;
            }

            scope.Links.Follow(name, scope.Table);
        }

        return new ReferredCondition(names, isNegated);
    }

    private Condition? Refuse(YamlNode node)
    {
        scope.Problems.Add(node, "this is no condition", Forms);
        return null;
    }
}
