using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads one parameter that filters: its name with modifier or chain, and its alternatives.</summary>
internal sealed class SearchFilterParser(SearchParameters known, SearchRules rules)
{
    private const int DeepestChain = 5;
    private const int MostAlternatives = 500;

    private readonly SearchValueParser values = new(known, rules);
    private readonly SpecialParameterParser special = new(known);

    public SearchExpression? Parse(string type, string name, string value, out Issue? issue) => Parse(type, name, name, value, 0, out issue);

    // `whole` is the parameter as the caller wrote it, for messages; `name` is what is left of it within a chain.
    private SearchExpression? Parse(string type, string whole, string name, string value, int depth, out Issue? issue)
    {
        if (depth > DeepestChain)
        {
            issue = SearchRefusal.NotSupported(whole, $"a chain of more than {DeepestChain} links");
            return null;
        }
        if (name.StartsWith("_has:", StringComparison.Ordinal)) return ReverseChain(whole, name, type, value, depth, out issue);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0) return Chain(type, whole, name[..dot], name[(dot + 1)..], value, depth, out issue);
        var (code, modifier) = Cut(name);
        if (modifier is null && SpecialParameterParser.Knows(type, code)) return AnyOf(whole, value, (part, out problem) => special.Parse(whole, code, part, out problem), out issue);
        return Find(type, whole, code, out issue) is { } parameter ? Condition(whole, parameter, modifier, value, out issue) : null;
    }

    private SearchExpression? Condition(string name, SearchParameter parameter, string? modifier, string value, out Issue? issue)
    {
        issue = null;
        if (modifier is not null && !SearchValueParser.Modifiers(parameter).Contains(modifier) && !IsTypeModifier(parameter, modifier))
        {
            issue = SearchRefusal.UnknownModifier(name, parameter, modifier, SearchValueParser.Modifiers(parameter));
            return null;
        }
        if (modifier == "missing")
        {
            if (value is "true" or "false") return new Missing(parameter, value == "true");
            issue = SearchRefusal.Malformed(name, "true or false");
            return null;
        }
        if (AnyOf(name, value, (part, out problem) => values.Parse(name, parameter, modifier, part, out problem), out issue) is not { } any) return null;
        return modifier switch
        {
            "not" => new Negation(any),
            // Of several value sets, none may hold the code.
            "not-in" when any is AnyOf sets => new AllOf(sets.Parts),
            _ => any,
        };
    }

    private static SearchExpression? AnyOf(string name, string value, ParseValue parse, out Issue? issue)
    {
        issue = null;
        var alternatives = new List<SearchExpression>();
        var parts = EscapedText.Split(value, ',');
        if (parts.Count > MostAlternatives)
        {
            issue = SearchRefusal.TooMany(name, $"'{name}' has more than {MostAlternatives} values.");
            return null;
        }
        foreach (var part in parts)
        {
            if (parse(part, out issue) is not { } condition) return null;
            alternatives.Add(condition);
        }
        return alternatives is [var only] ? only : new AnyOf(alternatives);
    }

    private bool IsTypeModifier(SearchParameter parameter, string modifier) =>
        parameter is { Type: SearchParameterType.Reference, Targets.Count: 0 } && known.IsResourceType(modifier);

    private AnyOf? Chain(string type, string whole, string link, string rest, string value, int depth, out Issue? issue)
    {
        var (code, wanted) = Cut(link);
        if (FindReference(type, whole, code, out issue) is not { } reference) return null;
        var targets = wanted is not null ? [wanted] : reference.Targets;
        if (wanted is not null && reference.Targets.Count > 0 && !reference.Targets.Contains(wanted))
        {
            issue = SearchRefusal.UnknownModifier(whole, reference, wanted, reference.Targets);
            return null;
        }
        var chains = new List<SearchExpression>();
        foreach (var target in targets)
        {
            if (Parse(target, whole, rest, value, depth + 1, out issue) is { } condition) chains.Add(new Chain(reference, target, condition));
            else if (targets.Count == 1) return null;
        }
        // Of several possible target types, those that have the parameter are meant.
        if (chains.Count == 0) issue ??= SearchRefusal.NotSupported(whole, "a chain without a target type", $"Write {code}:Type.{rest}.");
        else issue = null;
        return chains.Count == 0 ? null : new AnyOf(chains);
    }

    private ReverseChain? ReverseChain(string whole, string name, string type, string value, int depth, out Issue? issue)
    {
        var parts = name.Split(':', 4);
        if (parts.Length < 4 || !known.IsResourceType(parts[1]))
        {
            issue = SearchRefusal.Malformed(whole, "possible: the name must be _has:Type:reference:parameter");
            return null;
        }
        if (FindReference(parts[1], whole, parts[2], out issue) is not { } reference) return null;
        if (reference.Targets.Count > 0 && !reference.Targets.Contains(type))
        {
            issue = SearchRefusal.NotSupported(whole, $"{reference}, which never refers to {type},");
            return null;
        }
        return Parse(parts[1], whole, parts[3], value, depth + 1, out issue) is { } condition ? new ReverseChain(reference, condition) : null;
    }

    private SearchParameter? FindReference(string type, string whole, string code, out Issue? issue)
    {
        if (Find(type, whole, code, out issue) is not { } found) return null;
        if (found.Type == SearchParameterType.Reference) return found;
        issue = SearchRefusal.NotSupported(whole, $"a chain over {found}, which is no reference,");
        return null;
    }

    private SearchParameter? Find(string type, string whole, string code, out Issue? issue)
    {
        var found = known.Find(type, code);
        issue = found switch
        {
            null => SearchRefusal.UnknownParameter(whole, type, known),
            { IsSupported: false } => SearchRefusal.NotSupported(whole, $"the {found.Type.ToString().ToLowerInvariant()} parameter {found}"),
            _ => null,
        };
        return issue is null ? found : null;
    }

    private static (string Code, string? Modifier) Cut(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (name, null) : (name[..colon], name[(colon + 1)..]);
    }

    private delegate SearchExpression? ParseValue(string value, out Issue? issue);
}
