namespace Tessera.Centre.Checks;

/// <summary>One thing that a specification demands of a server, and the requests that show whether it does it. A case makes its own data
/// under ids and identifiers that nobody else has, so that it can run against a server that is in use, in any order.</summary>
public sealed record CheckCase
{
    /// <summary>Name within the suite, such as <c>search-date-ge</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What must hold, as a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The section of the specification that says so.</summary>
    public required string Section { get; init; }

    /// <summary>What to do when it does not hold, or null.</summary>
    public string? Advice { get; init; }

    /// <summary>Cases with the same name here are ways to the same end: one of them is enough. Null for a case that must hold.</summary>
    public string? OneOf { get; init; }

    /// <summary>What the server's statement must list for the case to apply, beyond what the requests tell; see <see cref="Running.ServerStatement"/>.</summary>
    internal IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Records that are created before the steps, by name, in order; templates of JSON.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Given { get; init; } = [];

    /// <summary>The requests.</summary>
    internal IReadOnlyList<CheckStep> Steps { get; init; } = [];
}
