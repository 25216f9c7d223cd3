using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Store;

/// <summary>Makes new content from the current version of a resource. Runs in the transaction of the write, on the writer's thread: what it reads
/// is what is replaced, whoever else writes.</summary>
/// <param name="current">The current version.</param>
/// <param name="refusal">Why there is no new content, or null.</param>
/// <returns>The new content, or null.</returns>
public delegate FhirDocument? DocumentChange(FhirDocument current, out Issue? refusal);
