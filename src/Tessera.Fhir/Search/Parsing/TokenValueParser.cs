using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search.Queries;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads one value of a token parameter, by its modifier. See https://hl7.org/fhir/R4/search.html#token</summary>
internal sealed class TokenValueParser(SearchParameters known)
{
    public static IReadOnlyList<string> Modifiers { get; } = ["missing", "not", "text", "in", "not-in", "above", "below", "of-type"];

    public SearchExpression? Parse(string name, SearchParameter parameter, string? modifier, string value, out Issue? issue)
    {
        issue = null;
        switch (modifier)
        {
            case "text": return new TokenTextMatch(parameter, EscapedText.Plain(value));
            case "in" or "not-in": return Membership(name, parameter, modifier == "in", EscapedText.Plain(value), out issue);
            case "above" or "below": return Subsumption(name, parameter, modifier == "below", value, out issue);
            case "of-type": return OfType(name, parameter, value, out issue);
            default: return InImpliedSystem(parameter, Plain(parameter, value));
        }
    }

    public static TokenMatch Plain(SearchParameter parameter, string value)
    {
        var parts = EscapedText.Split(value, '|');
        if (parts.Count == 1) return new TokenMatch(parameter, null, EscapedText.Plain(value));
        var code = EscapedText.Plain(string.Join('|', parts.Skip(1)));
        return new TokenMatch(parameter, EscapedText.Plain(parts[0]), code.Length == 0 ? null : code);
    }

    // The index holds an identifier with a type under "system|code" of its type as well.
    private static TokenMatch? OfType(string name, SearchParameter parameter, string value, out Issue? issue)
    {
        var parts = EscapedText.Split(value, '|');
        var isComplete = parts.Count >= 3 && parts.TrueForAll(part => part.Length > 0);
        issue = isComplete ? null : SearchRefusal.Malformed(name, "of the form system|code|value, the first two those of the identifier's type");
        return isComplete ? new TokenMatch(parameter, $"{EscapedText.Plain(parts[0])}|{EscapedText.Plain(parts[1])}", EscapedText.Plain(string.Join('|', parts.Skip(2)))) : null;
    }

    private MembershipMatch? Membership(string name, SearchParameter parameter, bool isIn, string url, out Issue? issue)
    {
        var set = known.Definitions.FindValueSet(ValueSetAliases.Current(url));
        issue = set is null ? SearchRefusal.NotLoaded(name, $"the value set {url}", url) : Undecidable(name, set);
        return issue is null ? new MembershipMatch(parameter, set!, isIn, CodeElement(parameter) is not null) : null;
    }

    // An element of the data type code has no system of its own: that of the value set which it is bound to is meant.
    private SearchExpression InImpliedSystem(SearchParameter parameter, TokenMatch match)
    {
        if (match.System is not { Length: > 0 } system || Implied(parameter) is not { } set) return match;
        if (match.Code is { } code) return IsOf(set, system, code) ? match with { System = "" } : match;
        var codes = set.Concepts.Where(concept => concept.System == system).Select(SearchExpression (concept) => new TokenMatch(parameter, "", concept.Code)).ToList();
        return codes.Count == 0 ? match : new AnyOf(codes);
    }

    private ValueSet? Implied(SearchParameter parameter) =>
        CodeElement(parameter)?.Element.Binding is { Strength: BindingStrength.Required } binding ? known.Definitions.FindValueSet(binding.ValueSet) : null;

    private static bool IsOf(ValueSet set, string system, string code) => set.Contains(Encoding.UTF8.GetBytes(system), Encoding.UTF8.GetBytes(code), out _) == Tessera.Fhir.Terminology.Membership.Member;

    // Elements of this data type are read by plain paths only, such as Patient.gender.
    private FhirProperty? CodeElement(SearchParameter parameter)
    {
        var at = known.Definitions.Type(parameter.ResourceType);
        FhirProperty? last = null;
        foreach (var name in parameter.Expression.Split('.').Skip(1))
        {
            last = at?.Element(name).FirstOrDefault();
            if (last is null) return null;
            at = last.Type;
        }
        return at?.Name == "code" ? last : null;
    }

    // A set of which some members are known is asked, with a warning when a code of the store cannot be told; of the others nothing would ever be found.
    private static Issue? Undecidable(string name, ValueSet set) =>
        set.IsDecidable || set.Concepts.Any() ? null : SearchRefusal.NotLoaded(name, $"what the value set {set.Url} is made of: {string.Join(", ", set.Missing)}", set.Missing[0]);

    private SubsumptionMatch? Subsumption(string name, SearchParameter parameter, bool below, string value, out Issue? issue)
    {
        issue = null;
        if (Plain(parameter, value) is not { System: { Length: > 0 } system, Code: { } code })
        {
            issue = SearchRefusal.Malformed(name, "of the form system|code");
            return null;
        }
        if (known.Definitions.FindCodeSystem(system) is not { IsComplete: true } codes)
        {
            issue = SearchRefusal.NotLoaded(name, $"the code system {system}, whose hierarchy is asked for", system);
            return null;
        }
        if (codes.Related(Encoding.UTF8.GetBytes(code), below) is { } related)
            return new SubsumptionMatch(parameter, Implied(parameter) is { } set && IsOf(set, system, code) ? "" : system, related);
        issue = SearchRefusal.Malformed(name, $"a code of {system}");
        return null;
    }
}
