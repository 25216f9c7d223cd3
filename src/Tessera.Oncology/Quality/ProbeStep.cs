namespace Tessera.Oncology.Quality;

/// <summary>One step from an element to a part of it.</summary>
/// <param name="Names">Ids of the JSON property; several for a choice of types.</param>
/// <param name="Slice">Which items are meant; null for all.</param>
internal sealed record ProbeStep(int[] Names, SliceTest? Slice)
{
    /// <summary>Whether it is the value of an extension, of whatever type.</summary>
    public bool IsAnyValue { get; init; }
}
