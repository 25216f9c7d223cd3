using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Patching;

/// <summary>A change of a resource that names what changes: <see cref="JsonPatch"/> and <see cref="FhirPathPatch"/>.
/// See https://hl7.org/fhir/R4/http.html#patch</summary>
public interface IResourcePatch
{
    /// <summary>Changes a resource.</summary>
    /// <param name="document">The resource; it stays as it is.</param>
    /// <param name="limits">Bounds of what the patch makes, on the way too; a resource that is larger already may stay as large as it is. A patch whose
    /// operations together write many times as much is refused as too costly.</param>
    /// <param name="patched">The changed resource, or null.</param>
    /// <param name="issue">Why the change is not possible here, or null.</param>
    bool TryApply(FhirDocument document, DocumentLimits limits, [NotNullWhen(true)] out FhirDocument? patched, [NotNullWhen(false)] out Issue? issue);
}
