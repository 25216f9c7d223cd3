namespace Tessera.Centre.Verdicts;

/// <summary>What a finding makes of its resource.</summary>
public enum FindingKind
{
    /// <summary>Invalid.</summary>
    Invalid,

    /// <summary>Not checked completely.</summary>
    Unchecked,

    /// <summary>Nothing: worth a look.</summary>
    Advice,
}
