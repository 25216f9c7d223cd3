namespace Tessera.Centre.Vanishing;

/// <summary>What becomes of resources whose record a source no longer has.</summary>
public enum VanishedRule
{
    /// <summary>They stay as they are, and are counted.</summary>
    Keep,

    /// <summary>They stay and carry a tag, see <see cref="VanishedPolicy.Tag"/>.</summary>
    Mark,

    /// <summary>They are deleted; their history stays.</summary>
    Delete,
}
