namespace Tessera.Oncology.Mcode;

/// <summary>The parts of a TNM staging.</summary>
public enum TnmPart
{
    /// <summary>The stage group.</summary>
    Group,

    /// <summary>Primary tumour.</summary>
    T,

    /// <summary>Regional lymph nodes.</summary>
    N,

    /// <summary>Distant metastases.</summary>
    M,
}
