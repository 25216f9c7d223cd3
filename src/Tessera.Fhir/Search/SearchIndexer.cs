using System.Collections.Concurrent;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search;

/// <summary>Extracts from a resource what it is found by. Safe to share between threads.</summary>
public sealed class SearchIndexer
{
    private readonly ConcurrentDictionary<string, Extraction[]> extractions = new(StringComparer.Ordinal);
    private readonly SearchParameters parameters;
    private readonly SearchValueReader reader;

    /// <summary>Makes an indexer for these parameters.</summary>
    public SearchIndexer(SearchParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.parameters = parameters;
        reader = new SearchValueReader(parameters.Definitions);
    }

    /// <summary>The values of all indexed parameters of a resource. Contained resources have none of their own
    /// (https://hl7.org/fhir/R4/search.html#contained).</summary>
    public IndexEntries Extract(FhirDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var entries = new IndexEntries();
        if (document.ResourceType is not { } type || !parameters.IsResourceType(type)) return entries;
        foreach (var extraction in extractions.GetOrAdd(type, Group)) Extract(entries, extraction, document.Root);
        return entries;
    }

    private void Extract(IndexEntries entries, Extraction extraction, FhirNode resource)
    {
        using var result = extraction.Values.Evaluate(resource);
        if (result.Issue is { } issue)
        {
            entries.Issues.Add(issue with { Expression = extraction.Parameters[0].ToString() });
            return;
        }
        foreach (var value in result)
        foreach (var parameter in extraction.Parameters)
        {
            if (value.Node is { Exists: true } node) reader.Read(entries, parameter, node, value.TypeName);
            else if (parameter.Type == SearchParameterType.Token && value.AsBoolean() is { } truth) entries.Tokens.Add(new TokenEntry(parameter, "", truth ? "true" : "false"));
        }
    }

    // Parameters that share an expression are walked once.
    private Extraction[] Group(string type) => parameters.Of(type)
        .Where(parameter => parameter.IsIndexed)
        .GroupBy(parameter => parameter.Values!)
        .Select(same => new Extraction(same.Key, [.. same]))
        .ToArray();

    private sealed record Extraction(FhirPathExpression Values, SearchParameter[] Parameters);
}
