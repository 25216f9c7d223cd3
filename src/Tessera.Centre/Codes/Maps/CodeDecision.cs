namespace Tessera.Centre.Codes.Maps;

/// <summary>A decision about a value that is to be made.</summary>
/// <param name="Key">The value and where it stands.</param>
/// <param name="Action">What is decided.</param>
/// <param name="Target">What it means; needed to accept.</param>
/// <param name="Who">Who decides.</param>
/// <param name="Why">Why, or empty.</param>
public sealed record CodeDecision(CodeKey Key, CodeAction Action, CodeTarget? Target, string Who, string Why)
{
    /// <summary>How the target's meaning relates to the source's.</summary>
    public CodeRelationship Relationship { get; init; }
}
