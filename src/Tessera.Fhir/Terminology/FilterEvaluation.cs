using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.Fhir.Terminology;

/// <summary>Finds the concepts of a code system that pass filters: once per value set, at its first use.</summary>
internal sealed class FilterEvaluation(CodeSystem system)
{
    /// <summary>The concepts that pass every filter, or null when a filter names a property, concept or operator that the code system
    /// or this program does not know: then nobody here can tell.</summary>
    public static CodeSet? Select(CodeSystem system, IEnumerable<ConceptFilter> filters)
    {
        var evaluation = new FilterEvaluation(system);
        CodeSet? selected = null;
        foreach (var filter in filters)
        {
            if (evaluation.Evaluate(filter) is not { } passing) return null;
            if (selected is null) selected = passing;
            else selected.IntersectWith(passing);
        }
        return selected;
    }

    private CodeSet? Evaluate(ConceptFilter filter) => filter.Operator switch
    {
        FilterOperator.IsA => Descendants(filter.Value, withItself: true),
        FilterOperator.DescendentOf => Descendants(filter.Value, withItself: false),
        FilterOperator.IsNotA => Descendants(filter.Value, withItself: true) is { } below ? Where(index => !below.Contains(index)) : null,
        FilterOperator.Generalizes => Find(filter.Value) is { } root ? Generalizations(root) : null,
        FilterOperator.ChildOf => Find(filter.Value) is { } root ? Where(index => system.Parents(index).Contains(root)) : null,
        FilterOperator.DescendentLeaf => Descendants(filter.Value, withItself: false) is { } below
            ? Where(index => below.Contains(index) && system.ChildrenOf(index).IsEmpty)
            : null,
        FilterOperator.Equal => ByValue(filter, value => value == filter.Value),
        FilterOperator.In => Listed(filter) is var values ? ByValue(filter, values.Contains) : null,
        FilterOperator.NotIn => Listed(filter) is var values && ByValue(filter, values.Contains) is { } listed ? Where(index => !listed.Contains(index)) : null,
        FilterOperator.Exists => ByValue(filter, _ => true) is { } having ? filter.Value == "false" ? Where(index => !having.Contains(index)) : having : null,
        FilterOperator.Regex => Pattern(filter.Value) is { } pattern ? ByValue(filter, pattern.IsMatch) : null,
        _ => null,
    };

    private int? Find(string code) => system.IndexOf(Encoding.UTF8.GetBytes(code)) is >= 0 and var index ? index : null;

    private CodeSet Where(Func<int, bool> test)
    {
        var set = new CodeSet(system.Count);
        for (var i = 0; i < system.Count; i++)
            if (test(i)) set.Add(i);
        return set;
    }

    private CodeSet? Descendants(string code, bool withItself)
    {
        if (Find(code) is not { } root) return null;
        var found = system.Descendants(root);
        if (withItself) found.Add(root);
        else found.Remove(root);
        return found;
    }

    private CodeSet Generalizations(int concept)
    {
        var found = system.Ancestors(concept);
        found.Add(concept);
        return found;
    }

    private static HashSet<string> Listed(ConceptFilter filter) => filter.Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);

    // Concepts one of whose values of the property passes; null when no such property exists.
    private CodeSet? ByValue(ConceptFilter filter, Func<string, bool> test)
    {
        if (filter.Property is "concept" or "code") return Where(index => test(Encoding.UTF8.GetString(system.Table.Code(index))));
        if (filter.Property == "display") return Where(index => test(system.DisplayAt(index) ?? ""));
        var property = Array.FindIndex(system.Properties, known => known.Code == filter.Property);
        var declared = property < 0 ? new ConceptProperty(filter.Property, null) : system.Properties[property];
        if (declared.IsParent) return Where(index => system.Parents(index).Any(parent => test(system.ConceptAt(parent).Code)));
        if (declared.IsChild) return Where(index => system.ChildrenOf(index).ToArray().Any(child => test(system.ConceptAt(child).Code)));
        return property < 0 ? null : Where(index => system.Values(index, property).Any(test));
    }

    // The pattern speaks about the whole value. Without backtracking a hostile pattern costs no more than a kind one.
    private static Regex? Pattern(string text)
    {
        try
        {
            return new Regex($"^(?:{text})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception refusal) when (refusal is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
