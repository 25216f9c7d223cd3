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
        reference = Local(text, definitions) ?? new ReferenceText("", "", text);
        return true;
    }

    private static ReferenceText? Local(string text, FhirDefinitions definitions)
    {
        Span<Range> parts = stackalloc Range[5];
        var count = text.AsSpan().Split(parts, '/');
        if (count != 2 && !(count == 4 && text.AsSpan(parts[2]) is "_history")) return null;
        var id = text[parts[1]];
        return IsId(id) && definitions.Type(text[parts[0]]) is { Kind: FhirTypeKind.Resource } type ? new ReferenceText(type.Name, id, "") : null;
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
