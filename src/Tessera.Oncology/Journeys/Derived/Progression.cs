using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>The cancer came forward or came back.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Date">When it was first said.</param>
/// <param name="Text">What says so, in words.</param>
/// <param name="Evidence">The resources that say so.</param>
public sealed record Progression(ProgressionKind Kind, ClinicalDate Date, string Text, IReadOnlyList<string> Evidence);
