using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>The parts of a literal reference (https://hl7.org/fhir/R4/references.html#literal).</summary>
/// <param name="Type">Resource type of a relative reference, or empty.</param>
/// <param name="Id">Logical id of a relative reference, or empty.</param>
/// <param name="Url">Any other reference: absolute URL or URN, or empty.</param>
public readonly record struct ReferenceText(string Type, string Id, string Url)
{
    /// <summary>Reads a reference; one to a contained resource is nothing to search for.</summary>
    public static bool TryParse(string text, FhirDefinitions definitions, out ReferenceText reference)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(definitions);
        reference = default;
        if (text.Length == 0 || text[0] == '#') return false;
        var parts = text.Split('/');
        var isVersioned = parts is [_, _, "_history", _];
        if ((parts.Length == 2 || isVersioned) && IsId(parts[1]) && definitions.Type(parts[0]) is { Kind: FhirTypeKind.Resource })
            reference = new ReferenceText(parts[0], parts[1], "");
        else
            reference = new ReferenceText("", "", text);
        return true;
    }

    /// <summary>Whether a text has the form of a logical id (https://hl7.org/fhir/R4/datatypes.html#id).</summary>
    public static bool IsId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > 64) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')) return false;
        return true;
    }
}
