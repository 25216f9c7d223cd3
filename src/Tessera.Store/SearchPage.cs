using Tessera.Fhir;

namespace Tessera.Store;

/// <summary>One page of a search.</summary>
/// <param name="Matches">The resources that match, in the order asked for.</param>
/// <param name="Included">Resources that come along because of <c>_include</c> and <c>_revinclude</c>, each once and none that is a match.</param>
/// <param name="Next">Cursor for the next page (<c>_cursor</c>), or null when this is the last.</param>
/// <param name="Total">Number of all matches, when it was asked for.</param>
public sealed record SearchPage(IReadOnlyList<StoredResource> Matches, IReadOnlyList<StoredResource> Included, string? Next, long? Total)
{
    /// <summary>What is worth knowing about the answer: what could not be decided, what was cut off.</summary>
    public IReadOnlyList<Issue> Issues { get; init; } = [];
}
