namespace Tessera.Oncology.Mcode;

/// <summary>What a Condition is to mCODE.</summary>
public enum CancerConditionKind
{
    /// <summary>Not a cancer, or not known to be one: a plain Condition.</summary>
    Other,

    /// <summary>A primary cancer.</summary>
    Primary,

    /// <summary>A metastasis.</summary>
    Secondary,
}
