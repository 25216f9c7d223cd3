namespace Tessera.Store.Verifying;

/// <summary>One thing that is wrong in a store. No values: those are patients' data.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">In a sentence.</param>
public sealed record VerifyFinding(VerifyKind Kind, string Message)
{
    /// <summary>Resource type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>Logical id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Version, or null.</summary>
    public long? Version { get; init; }

    /// <summary>Code of the search parameter, or null.</summary>
    public string? Parameter { get; init; }
}
