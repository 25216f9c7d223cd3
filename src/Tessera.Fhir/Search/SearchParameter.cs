using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Search;

/// <summary>A search parameter of one resource type. There is one instance per type and code, so that it can be compared by reference.</summary>
public sealed class SearchParameter
{
    private readonly SearchValueReader reader;

    internal SearchParameter(
        string resourceType, string code, SearchParameterType type, string url, string expression, IReadOnlyList<string> targets, SearchValueReader reader)
    {
        this.reader = reader;
        (ResourceType, Code, Type, Url, Expression, Targets) = (resourceType, code, type, url, expression, targets);
    }

    /// <summary>The resource type that is searched.</summary>
    public string ResourceType { get; }

    /// <summary>Name in a URL, such as <c>birthdate</c>.</summary>
    public string Code { get; }

    /// <summary>How values are compared.</summary>
    public SearchParameterType Type { get; }

    /// <summary>Canonical URL of the definition.</summary>
    public string Url { get; }

    /// <summary>The part of the definition's FHIRPath that applies to this resource type; empty when there is none.</summary>
    public string Expression { get; }

    /// <summary>For references: the types that may be meant; empty for any.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Whether values are kept in an index; the others are answered in ways of their own or not at all.</summary>
    public bool IsIndexed => Values is not null;

    /// <summary>The parameters that hold the values of this one, or null when it holds them itself.</summary>
    public SearchUnion? Union { get; private set; }

    /// <summary>The parameters whose values this one holds for them: those that have it in their <see cref="Union"/>.</summary>
    public IReadOnlyList<SearchParameter> PartOf { get; private set; } = [];

    /// <summary>The compiled expression; null for what is not indexed.</summary>
    internal FhirPathExpression? Values { get; init; }

    /// <summary>For composites: the parts and the elements that they come from; null for the others.</summary>
    internal SearchComposite? Composite { get; init; }

    /// <summary>Why the expression cannot be used, or null: packages also bring expressions for other versions of FHIR.</summary>
    public Issue? Problem { get; internal init; }

    /// <summary>Whether a search may use it.</summary>
    public bool IsSupported => IsSortable || Composite is not null || Code is "_text" or "_content" || (ResourceType, Code) == ("Location", "near");

    /// <summary>Whether matches can be put in its order.</summary>
    public bool IsSortable => IsIndexed || Code is "_id" or "_lastUpdated";

    /// <summary>The values of this parameter in a resource, whoever keeps them.</summary>
    public IndexEntries Extract(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var entries = new IndexEntries();
        if (Values is null) return entries;
        using var result = Values.Evaluate(resource.Root);
        if (result.Issue is not null) return entries;
        foreach (var value in result) Read(entries, value);
        return entries;
    }

    /// <summary>Says whose values this one's are; before anyone else knows the parameter.</summary>
    internal void IsUnionOf(SearchUnion union)
    {
        Union = union;
        foreach (var part in union.Parts) part.PartOf = [.. part.PartOf, this];
    }

    /// <summary>Adds what one value of the expression is found by.</summary>
    internal void Read(IndexEntries entries, in FhirPathValue value)
    {
        if (value.Node is { Exists: true } node) reader.Read(entries, this, node, value.TypeName);
        else if (Type == SearchParameterType.Token && value.AsBoolean() is { } truth) entries.Tokens.Add(new TokenEntry(this, "", truth ? "true" : "false"));
    }

    /// <summary>Type and code, such as <c>Patient.birthdate</c>.</summary>
    public override string ToString() => $"{ResourceType}.{Code}";
}
