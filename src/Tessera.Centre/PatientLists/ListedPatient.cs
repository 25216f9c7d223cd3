using Tessera.Centre.Projections;
using Tessera.Fhir.Validation;

namespace Tessera.Centre.PatientLists;

/// <summary>One patient of a list.</summary>
/// <param name="Summary">What the journey says.</param>
/// <param name="Verdict">The worst verdict on the patient's records; not checked when nobody looked.</param>
public sealed record ListedPatient(PatientSummary Summary, Verdict Verdict);
