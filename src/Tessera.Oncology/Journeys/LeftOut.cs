namespace Tessera.Oncology.Journeys;

/// <summary>A resource of the patient that is no part of the story, and why: nothing disappears silently.</summary>
/// <param name="Source">The resource.</param>
/// <param name="Reason">Why: <c>entered in error</c>, <c>refuted</c>, <c>says nothing that a journey reads</c>.</param>
public sealed record LeftOut(string Source, string Reason);
