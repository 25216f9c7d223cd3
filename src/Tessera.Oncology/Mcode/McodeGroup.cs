namespace Tessera.Oncology.Mcode;

/// <summary>The six groups of mCODE, in the order in which they are shown everywhere.</summary>
public enum McodeGroup
{
    /// <summary>The person, contacts with the centre, specimens.</summary>
    Patient,

    /// <summary>Cancers, stages, histology, risk, tumour markers.</summary>
    Disease,

    /// <summary>Genomic reports, variants and regions studied.</summary>
    Genomics,

    /// <summary>Laboratory results, vital signs, performance status, comorbidities.</summary>
    Labs,

    /// <summary>Medicines, surgery, radiotherapy, plans.</summary>
    Treatment,

    /// <summary>Disease status, tumours and their size, adverse events.</summary>
    Outcome,
}
