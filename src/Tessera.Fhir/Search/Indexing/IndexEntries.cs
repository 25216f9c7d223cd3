namespace Tessera.Fhir.Search.Indexing;

/// <summary>What one resource is found by: the values of its search parameters.</summary>
public sealed class IndexEntries
{
    /// <summary>Codes, identifiers, booleans.</summary>
    public List<TokenEntry> Tokens { get; } = [];

    /// <summary>Texts of concepts that stand beside their codes.</summary>
    public List<TokenTextEntry> TokenTexts { get; } = [];

    /// <summary>Texts.</summary>
    public List<StringEntry> Strings { get; } = [];

    /// <summary>Dates and times.</summary>
    public List<DateEntry> Dates { get; } = [];

    /// <summary>Numbers.</summary>
    public List<NumberEntry> Numbers { get; } = [];

    /// <summary>Numbers with a unit.</summary>
    public List<QuantityEntry> Quantities { get; } = [];

    /// <summary>References.</summary>
    public List<ReferenceEntry> References { get; } = [];

    /// <summary>URIs.</summary>
    public List<UriEntry> Uris { get; } = [];

    /// <summary>Parameters whose values could not be read, each with the reason.</summary>
    public List<Issue> Issues { get; } = [];

    /// <summary>Number of values.</summary>
    public int Count => Tokens.Count + TokenTexts.Count + Strings.Count + Dates.Count + Numbers.Count + Quantities.Count + References.Count + Uris.Count;
}
