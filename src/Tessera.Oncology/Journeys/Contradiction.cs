namespace Tessera.Oncology.Journeys;

/// <summary>Statements that cannot all be true. None of them is dropped: the record needs a person's decision.</summary>
/// <param name="Rule">Which rule found it, in a word: <c>stage</c>, <c>after death</c>.</param>
/// <param name="Text">What contradicts what.</param>
/// <param name="Evidence">The resources that say so.</param>
public sealed record Contradiction(string Rule, string Text, IReadOnlyList<string> Evidence);
