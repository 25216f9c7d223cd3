using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>Ids of the property names that search reads.</summary>
internal sealed class SearchNames(NameTable names)
{
    public int Code { get; } = names.Find("code");

    public int Coding { get; } = names.Find("coding");

    public int Display { get; } = names.Find("display");

    public int Id { get; } = names.Find("id");

    public int Identifier { get; } = names.Find("identifier");

    public int Reference { get; } = names.Find("reference");

    public int ResourceType { get; } = names.Find("resourceType");

    public int System { get; } = names.Find("system");

    public int Text { get; } = names.Find("text");

    public int Type { get; } = names.Find("type");

    public int Value { get; } = names.Find("value");

    public IReadOnlyList<int> NameParts { get; } = Array.ConvertAll(["family", "given", "prefix", "suffix", "text"], names.Find);

    public IReadOnlyList<int> AddressParts { get; } = Array.ConvertAll(["line", "city", "district", "state", "postalCode", "country", "text"], names.Find);
}
