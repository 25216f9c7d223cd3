namespace Tessera.Centre.Codes;

/// <summary>Which codes of the list are wanted.</summary>
public sealed record UnmappedFilter
{
    /// <summary>Only those that this source has, or null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Only those of this element, such as <c>Condition.code</c>, or null for all.</summary>
    public string? Path { get; init; }

    /// <summary>Only those with this cause, or null for all.</summary>
    public CodeCause? Cause { get; init; }

    /// <summary>Those about which a decision holds, instead of those that wait for one.</summary>
    public bool Decided { get; init; }

    /// <summary>Whether a code passes.</summary>
    public bool Passes(UnmappedCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return (Source is null || code.Sources.Contains(Source)) && (Path is null || code.Key.Path == Path) && (Cause is null || code.Cause == Cause)
            && code.Decision is not null == Decided;
    }
}
