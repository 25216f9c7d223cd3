namespace Tessera.Fhir.Json;

/// <summary>Bounds on one document from outside.</summary>
/// <param name="MaxDepth">Nesting of objects and arrays.</param>
/// <param name="MaxBytes">Size of the whole document.</param>
/// <param name="MaxNumberLength">Characters of one number; more would cost time out of proportion when compared.</param>
public sealed record DocumentLimits(int MaxDepth = 128, int MaxBytes = 512 * 1024 * 1024, int MaxNumberLength = 4096)
{
    /// <summary>The limits used when none are given.</summary>
    public static DocumentLimits Default { get; } = new();
}
