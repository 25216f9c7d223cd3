using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>One record, read as one of a profile.</summary>
/// <param name="Record">The record.</param>
/// <param name="Root">Its root.</param>
/// <param name="Source">Its reference: <c>Observation/17</c>.</param>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Written">The day on which it was written.</param>
/// <param name="IsRecent">Whether it is from the year before the last contact.</param>
internal readonly record struct RecordContext(QualityRecord Record, FhirNode Root, string Source, string Profile, DateOnly? Written, bool IsRecent);
