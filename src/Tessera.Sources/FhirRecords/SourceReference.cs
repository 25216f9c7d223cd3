using Tessera.Fhir.Definitions;

namespace Tessera.Sources.FhirRecords;

/// <summary>A literal reference to another resource of the same source. See https://hl7.org/fhir/R4/references.html#literal</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Logical id in the source.</param>
internal readonly record struct SourceReference(string Type, string Id)
{
    private const int LongestId = 64;

    /// <summary>Reads <c>Type/id</c>, with or without a version, relative or below the source's base address; null for anything else.</summary>
    public static SourceReference? Read(string text, string? baseAddress, FhirDefinitions definitions)
    {
        if (baseAddress is not null && text.StartsWith(baseAddress, StringComparison.Ordinal)) text = text[baseAddress.Length..];
        var parts = text.Split('/');
        var isResource = parts is [_, _] or [_, _, "_history", _];
        return isResource && IsId(parts[1]) && definitions.Type(parts[0]) is { Kind: FhirTypeKind.Resource } ? new SourceReference(parts[0], parts[1]) : null;
    }

    /// <summary>Whether a text is a logical id.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= LongestId && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Id}";
}
