using Tessera.Fhir.Json;
using Tessera.Fhir.Search.Content;

namespace Tessera.Fhir.Search.Queries;

/// <summary>All words stand in the narrative (<c>_text</c>) or anywhere in the texts of the resource (<c>_content</c>).</summary>
/// <param name="NarrativeOnly">Whether only the narrative counts.</param>
/// <param name="Words">The words, folded.</param>
public sealed record WordsMatch(bool NarrativeOnly, IReadOnlyList<string> Words) : ContentMatch
{
    /// <inheritdoc/>
    public override bool Holds(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var found = new FoundWords(Words);
        if (NarrativeOnly) found.ReadMarkup(resource.Root["text"]["div"]);
        else found.ReadAll(resource.Root);
        return found.AreAll;
    }
}
