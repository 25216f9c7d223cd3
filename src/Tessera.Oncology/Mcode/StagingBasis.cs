namespace Tessera.Oncology.Mcode;

/// <summary>What a TNM statement rests on.</summary>
public enum StagingBasis
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>Clinical, prefix c.</summary>
    Clinical,

    /// <summary>Pathologic, prefix p.</summary>
    Pathologic,
}
