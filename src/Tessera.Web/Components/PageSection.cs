namespace Tessera.Web.Components;

/// <summary>The entries of the menu.</summary>
public enum PageSection
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>The centre at a glance.</summary>
    Centre,

    /// <summary>Patients and their records.</summary>
    Patients,

    /// <summary>Import runs.</summary>
    Imports,

    /// <summary>What validation says.</summary>
    Validation,

    /// <summary>How far each data element came.</summary>
    Quality,

    /// <summary>Source records that could not be taken over.</summary>
    Quarantine,

    /// <summary>Local codes and texts that no public code stands for yet.</summary>
    Codes,
}
