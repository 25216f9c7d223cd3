namespace Tessera.Sources.Synthetic;

/// <summary>Where the synthetic centre is, which decides names, addresses and code systems.</summary>
public enum SyntheticFlavour
{
    /// <summary>United States: race and ethnicity of US Core, ICD-10-CM, RxNorm codes where mCODE shows them.</summary>
    UnitedStates,

    /// <summary>Europe: no race or ethnicity, ICD-10 of the WHO, ATC codes for medicines.</summary>
    Europe,
}
