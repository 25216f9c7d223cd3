using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>One test of a slice: values at a path, each asked.</summary>
/// <param name="Path">Steps from the item; empty for the item itself.</param>
/// <param name="Asks">The question, answered for each value at the path; any that fits suffices.</param>
/// <param name="MustExist">For <c>exists</c> discriminators: whether something must or must not be there.</param>
internal sealed record DiscriminatorTest(DiscriminatorPath Path, DiscriminatorTest.Question Asks, bool? MustExist = null)
{
    /// <summary>Asks one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="typeName">Its type as far as the JSON name says it; null when only the element's own type is known.</param>
    /// <param name="run">The validation that asks.</param>
    public delegate SliceMatch Question(FhirNode value, string? typeName, ValidationRun run);
}
