namespace Tessera.Oncology.Journeys;

/// <summary>Something that the story of this cancer usually has and this record does not: not known, which is not the same as absent.</summary>
/// <param name="Element">What is missing: <c>Stage</c>, <c>HER2</c>.</param>
/// <param name="Text">What the record has instead, or why it is expected.</param>
/// <param name="Evidence">The resources that make it expected.</param>
public sealed record Gap(string Element, string Text, IReadOnlyList<string> Evidence);
