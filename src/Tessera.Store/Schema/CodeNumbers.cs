namespace Tessera.Store.Schema;

/// <summary>Values of <c>code.system</c> that are not the number of a URI.</summary>
internal static class CodeNumbers
{
    /// <summary>No code but a text that stands beside codes, as CodeableConcept.text does.</summary>
    public const long TextSystem = -1;
}
