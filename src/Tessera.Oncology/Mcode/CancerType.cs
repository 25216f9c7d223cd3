namespace Tessera.Oncology.Mcode;

/// <summary>A group of cancers that people speak of together: <c>breast</c>, <c>lung</c>.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name in a sentence: <c>Breast cancer</c>.</param>
public sealed record CancerType(string Key, string Name)
{
    /// <summary>Whether the organ has two sides, so that a record should name one.</summary>
    public bool HasSides { get; init; }

    /// <summary>Whether a stage is usual; leukaemias have risk groups instead.</summary>
    public bool IsStaged { get; init; } = true;
}
