using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Sources.UpConversion;

/// <summary>A resource of an earlier edition of mCODE in the words of STU4.</summary>
/// <param name="Document">The resource; it claims no profile of mCODE.</param>
/// <param name="Profiles">The profiles of STU4 that it may meet, the most likely first; none where STU4 has no such thing.</param>
/// <param name="Issues">What could not be converted, and what was changed in more than its name.</param>
internal sealed record UpConverted(FhirDocument Document, IReadOnlyList<string> Profiles, IReadOnlyList<Issue> Issues);
