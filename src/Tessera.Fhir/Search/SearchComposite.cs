using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Search.Content;
using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search;

/// <summary>What a composite parameter is made of. See https://hl7.org/fhir/R4/search.html#composite</summary>
internal sealed class SearchComposite(IReadOnlyList<SearchParameter> components, FhirPathExpression? elements, IReadOnlyList<FhirPathExpression> values, SearchValueReader reader)
{
    /// <summary>The parameters of the parts.</summary>
    public IReadOnlyList<SearchParameter> Components => components;

    /// <summary>Whether the parts come from the resource as a whole, so that each on its own says all.</summary>
    public bool IsWholeResource => elements is null;

    /// <summary>Whether one element of a resource fulfils a condition for each part.</summary>
    public bool HasElement(FhirDocument resource, IReadOnlyList<SearchExpression> conditions)
    {
        using var found = elements!.Evaluate(resource.Root);
        if (found.Issue is not null) return false;
        var environment = new FhirPathContext { Resource = resource.Root };
        foreach (var element in found)
            if (Fulfils(element, environment, conditions)) return true;
        return false;
    }

    private bool Fulfils(in FhirPathValue element, FhirPathContext environment, IReadOnlyList<SearchExpression> conditions)
    {
        for (var i = 0; i < components.Count; i++)
        {
            var entries = new IndexEntries();
            using (var result = values[i].Evaluate(element, environment))
            {
                if (result.Issue is not null) return false;
                foreach (var value in result)
                    if (value.Node is { Exists: true } node) reader.Read(entries, components[i], node, value.TypeName);
            }
            if (!EntryTest.Holds(conditions[i], entries)) return false;
        }
        return true;
    }
}
