using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Queries;

/// <summary>A word of the text that goes with a code begins so (<c>:text</c>): of Coding.display, CodeableConcept.text or Identifier.type.text.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Text">The text as given; several words stand one after the other.</param>
public sealed record TokenTextMatch(SearchParameter Parameter, string Text) : ContentMatch
{
    private readonly string folded = SearchText.Fold(Text);

    /// <inheritdoc/>
    public override bool Holds(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var entries = Parameter.Extract(resource);
        return entries.Tokens.Exists(token => Begins(token.Display)) || entries.TokenTexts.Exists(text => Begins(text.Text));
    }

    private bool Begins(string text)
    {
        if (text.Length == 0) return false;
        var words = SearchText.Fold(text);
        return words.StartsWith(folded, StringComparison.Ordinal) || words.Contains(" " + folded, StringComparison.Ordinal);
    }
}
