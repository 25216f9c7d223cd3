namespace Tessera.Sources.Synthetic;

/// <summary>What the files of a synthetic centre look like.</summary>
public enum SyntheticFormat
{
    /// <summary>One <c>[Type].ndjson</c> for each resource type, with the profiles of mCODE.</summary>
    Fhir,

    /// <summary>The CSV layouts of the mCODE Extraction Framework with a configuration for them.</summary>
    Csv,

    /// <summary>CSV as European systems export it: German headings, semicolons, decimal commas, days before months, windows-1252, ICD-10 and ATC,
    /// with a mapping for them.</summary>
    European,
}
