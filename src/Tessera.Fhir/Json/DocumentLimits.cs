using System.Globalization;

namespace Tessera.Fhir.Json;

/// <summary>Bounds on one document from outside.</summary>
/// <param name="MaxDepth">Nesting of objects and arrays.</param>
/// <param name="MaxBytes">Size of the whole document.</param>
/// <param name="MaxNumberLength">Characters of one number; more would cost time out of proportion when compared.</param>
public sealed record DocumentLimits(int MaxDepth = 128, int MaxBytes = 512 * 1024 * 1024, int MaxNumberLength = 4096)
{
    /// <summary>The limits used when none are given.</summary>
    public static DocumentLimits Default { get; } = new();

    /// <summary>Why a document of so many bytes is too long, or null.</summary>
    internal Issue? Exceeded(long bytes) => bytes <= MaxBytes
        ? null
        : new Issue(IssueSeverity.Fatal, IssueType.TooLong, "", string.Create(CultureInfo.InvariantCulture, $"The document has {bytes:N0} bytes; at most {MaxBytes:N0} are read."));
}
