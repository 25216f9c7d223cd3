namespace Tessera.Centre.Codes.Maps;

/// <summary>What a change of a code map did to a value.</summary>
public enum CodeAction
{
    /// <summary>It means a code from now on, in place of what it meant before.</summary>
    Accept,

    /// <summary>It has no meaning that could be coded; it leaves the list.</summary>
    Reject,

    /// <summary>The decision is taken back; the value is on the list again.</summary>
    Undo,
}
