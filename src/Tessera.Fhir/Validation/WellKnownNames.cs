using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation;

/// <summary>Name ids that the walk asks for itself.</summary>
internal sealed class WellKnownNames(NameTable names)
{
    public int ResourceType { get; } = names.Find("resourceType"u8);

    public int Id { get; } = names.Find("id"u8);

    public int Meta { get; } = names.Find("meta"u8);

    public int Profile { get; } = names.Find("profile"u8);

    public int Extension { get; } = names.Find("extension"u8);

    public int ModifierExtension { get; } = names.Find("modifierExtension"u8);

    public int Url { get; } = names.Find("url"u8);

    public int System { get; } = names.Find("system"u8);

    public int Code { get; } = names.Find("code"u8);

    public int Version { get; } = names.Find("version"u8);

    public int Coding { get; } = names.Find("coding"u8);

    public int Reference { get; } = names.Find("reference"u8);

    public int Type { get; } = names.Find("type"u8);

    public int Data { get; } = names.Find("data"u8);

    public int Size { get; } = names.Find("size"u8);

    public int Hash { get; } = names.Find("hash"u8);

    public int Value { get; } = names.Find("value"u8);

    public int Entry { get; } = names.Find("entry"u8);

    public int FullUrl { get; } = names.Find("fullUrl"u8);

    public int Resource { get; } = names.Find("resource"u8);

    public int Link { get; } = names.Find("link"u8);

    public int Relation { get; } = names.Find("relation"u8);

    public int Search { get; } = names.Find("search"u8);

    public int Mode { get; } = names.Find("mode"u8);

    public int Request { get; } = names.Find("request"u8);

    public int Method { get; } = names.Find("method"u8);

    public int Contained { get; } = names.Find("contained"u8);

    public int Status { get; } = names.Find("status"u8);

    public int Section { get; } = names.Find("section"u8);

    public int Focus { get; } = names.Find("focus"u8);

    public int Content { get; } = names.Find("content"u8);

    public int Concept { get; } = names.Find("concept"u8);

    public int Supplements { get; } = names.Find("supplements"u8);

    public int Property { get; } = names.Find("property"u8);

    public int Count { get; } = names.Find("count"u8);

    public int Compose { get; } = names.Find("compose"u8);
}
