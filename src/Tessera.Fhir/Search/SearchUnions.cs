using System.Text.RegularExpressions;

namespace Tessera.Fhir.Search;

/// <summary>Finds the parameters of a type that say what others say already, by comparing what their expressions read: <c>combo-code</c> is
/// <c>code</c> and <c>component-code</c>, <c>patient</c> mostly is <c>subject</c> where that is a Patient.</summary>
internal static partial class SearchUnions
{
    private const string Base = "http://hl7.org/fhir/SearchParameter/";

    [GeneratedRegex(@"\.where\(resolve\(\) is ([A-Za-z]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Restriction();

    /// <summary>Tells the parameters of one type which of them are the union of others.</summary>
    /// <param name="parameters">The parameters, those of the base specification first.</param>
    public static void Find(IEnumerable<SearchParameter> parameters)
    {
        var kept = new List<Reading>();
        // The base specification first, so that a package cannot take away an index that a store has; then what reads least, so that parts come before wholes.
        foreach (var reading in parameters.Where(parameter => parameter.IsIndexed).Select(Reading.Of)
            .OrderBy(reading => !reading.Parameter.Url.StartsWith(Base, StringComparison.Ordinal)).ThenBy(reading => reading.Branches.Count).ThenBy(reading => reading.TargetType is not null))
        {
            if (Cover(reading, kept) is { } union) reading.Parameter.IsUnionOf(union);
            else kept.Add(reading);
        }
    }

    private static SearchUnion? Cover(Reading whole, List<Reading> kept)
    {
        if (Cover(whole.Parameter, whole.Branches, kept) is { } all) return new SearchUnion(all, null);
        if (whole.TargetType is not { } target) return null;
        return Cover(whole.Parameter, whole.Branches.Select(branch => Restriction().Replace(branch, "")).ToHashSet(StringComparer.Ordinal), kept) is { } parts ? new SearchUnion(parts, target) : null;
    }

    private static List<SearchParameter>? Cover(SearchParameter whole, HashSet<string> branches, List<Reading> kept)
    {
        var (covered, parts) = (new HashSet<string>(StringComparer.Ordinal), new List<SearchParameter>());
        // How a value is read depends on the kind of parameter alone.
        foreach (var part in kept.Where(part => part.Parameter.Type == whole.Type && part.Branches.IsSubsetOf(branches)).OrderByDescending(part => part.Branches.Count))
        {
            if (part.Branches.IsSubsetOf(covered)) continue;
            covered.UnionWith(part.Branches);
            parts.Add(part.Parameter);
        }
        return covered.Count == branches.Count ? parts : null;
    }

    /// <summary>What a parameter reads.</summary>
    /// <param name="Parameter">The parameter.</param>
    /// <param name="Branches">The operands of its expression's union.</param>
    /// <param name="TargetType">The type that every branch asks a reference to lead to, or null.</param>
    private sealed record Reading(SearchParameter Parameter, HashSet<string> Branches, string? TargetType)
    {
        public static Reading Of(SearchParameter parameter)
        {
            var branches = SearchExpressionText.Branches(parameter.Expression).Select(SearchExpressionText.WithoutParentheses).ToHashSet(StringComparer.Ordinal);
            var types = branches.Select(branch => Restriction().Match(branch) is { Success: true } match ? match.Groups[1].Value : null).Distinct().ToArray();
            return new Reading(parameter, branches, parameter.Type == SearchParameterType.Reference && types is [{ } only] ? only : null);
        }
    }
}
