namespace Tessera.Web.Components;

/// <summary>What a tag's colour says; its words say it too.</summary>
public enum TagTone
{
    /// <summary>Nothing in particular.</summary>
    Neutral,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Not known, or to look at.</summary>
    Warn,

    /// <summary>Wrong.</summary>
    Bad,
}
