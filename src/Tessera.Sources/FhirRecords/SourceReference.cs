using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Sources.FhirRecords;

/// <summary>A literal reference to another resource of the same source. See https://hl7.org/fhir/R4/references.html#literal</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id in the source.</param>
internal readonly record struct SourceReference(string Type, string Id)
{
    /// <summary>Reads <c>Type/id</c>, with or without a version, relative or below the source's base address; null for anything else.</summary>
    public static SourceReference? Read(string text, string? baseAddress, FhirDefinitions definitions)
    {
        if (baseAddress is not null && text.StartsWith(baseAddress, StringComparison.Ordinal)) text = text[baseAddress.Length..];
        var parts = text.Split('/');
        var isResource = parts is [_, _] or [_, _, "_history", _];
        return isResource && ReferenceText.IsId(parts[1]) && definitions.Type(parts[0]) is { Kind: FhirTypeKind.Resource } ? new SourceReference(parts[0], parts[1]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Id}";
}
