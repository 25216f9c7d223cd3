namespace Tessera.Centre.Codes;

/// <summary>Why a concept is on the list.</summary>
public enum CodeCause
{
    /// <summary>It has a text and no code.</summary>
    Text,

    /// <summary>Its code is of a system that only the centre knows.</summary>
    LocalCode,

    /// <summary>Its code is of a public system and not in the value set that the element is bound to.</summary>
    OutsideValueSet,
}
