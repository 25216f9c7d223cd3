namespace Tessera.Centre.Codes.Suggestions;

/// <summary>A code that a local one could mean.</summary>
/// <param name="Target">The code.</param>
/// <param name="Score">How sure the suggestion is, from 0 to 1: an order, not a probability.</param>
/// <param name="Reason">Why.</param>
/// <param name="Matched">The text of the code that was compared.</param>
public sealed record CodeSuggestion(CodeTarget Target, double Score, SuggestionReason Reason, string Matched);
