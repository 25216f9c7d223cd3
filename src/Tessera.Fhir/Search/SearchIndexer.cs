using System.Collections.Concurrent;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search;

/// <summary>Extracts from a resource what it is found by. Safe to share between threads.</summary>
public sealed class SearchIndexer
{
    private readonly ConcurrentDictionary<string, Extractions> extractions = new(StringComparer.Ordinal);
    private readonly Func<string, Extractions> group;
    private readonly SearchParameters parameters;

    /// <summary>Makes an indexer for these parameters.</summary>
    public SearchIndexer(SearchParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.parameters = parameters;
        group = Group;
    }

    /// <summary>The values of all indexed parameters of a resource, each once: a parameter that is the <see cref="SearchParameter.Union"/> of others has
    /// none here, but for those references of a restricted one of which only the resource tells where they lead. Contained resources have none of
    /// their own (https://hl7.org/fhir/R4/search.html#contained).</summary>
    public IndexEntries Extract(FhirDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var entries = new IndexEntries();
        if (document.ResourceType is not { } type || !parameters.IsResourceType(type)) return entries;
        var (own, restricted) = extractions.GetOrAdd(type, group);
        foreach (var extraction in own) Extract(entries, extraction, document.Root);
        foreach (var parameter in restricted)
            if (HasOther(entries, parameter.Union!.Parts)) AddOther(entries, parameter.Extract(document));
        return entries;
    }

    private static void Extract(IndexEntries entries, Extraction extraction, FhirNode resource)
    {
        using var result = extraction.Values.Evaluate(resource);
        if (result.Issue is { } issue)
        {
            entries.Issues.Add(issue with { Expression = extraction.Parameters[0].ToString() });
            return;
        }
        foreach (var value in result)
        foreach (var parameter in extraction.Parameters) parameter.Read(entries, value);
    }

    /// <summary>Whether a reference of these parameters is not just the type and id of a resource.</summary>
    private static bool HasOther(IndexEntries entries, IReadOnlyList<SearchParameter> parts)
    {
        foreach (var reference in entries.References)
            if (reference.Id.Length == 0 && IsOneOf(parts, reference.Parameter)) return true;
        foreach (var token in entries.Tokens)
            if (token.Parameter.Type == SearchParameterType.Reference && IsOneOf(parts, token.Parameter)) return true;
        return false;
    }

    private static bool IsOneOf(IReadOnlyList<SearchParameter> parts, SearchParameter parameter)
    {
        for (var i = 0; i < parts.Count; i++)
            if (parts[i] == parameter) return true;
        return false;
    }

    private static void AddOther(IndexEntries entries, IndexEntries values)
    {
        entries.References.AddRange(values.References.Where(reference => reference.Id.Length == 0));
        entries.Tokens.AddRange(values.Tokens);
        entries.TokenTexts.AddRange(values.TokenTexts);
    }

    // Parameters that share an expression are walked once.
    private Extractions Group(string type) => new(
        [.. parameters.Of(type).Where(parameter => parameter is { IsIndexed: true, Union: null }).GroupBy(parameter => parameter.Values!).Select(same => new Extraction(same.Key, [.. same]))],
        [.. parameters.Of(type).Where(parameter => parameter.Union is { TargetType: not null })]);

    private sealed record Extraction(FhirPathExpression Values, SearchParameter[] Parameters);

    /// <param name="Own">What is read for each resource.</param>
    /// <param name="Restricted">Parameters with a part of the others' references.</param>
    private sealed record Extractions(Extraction[] Own, SearchParameter[] Restricted);
}
