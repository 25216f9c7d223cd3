namespace Tessera.Fhir.Validation.Rules;

/// <summary>Whether an item is in a slice.</summary>
internal enum SliceMatch
{
    No,

    /// <summary>A definition that would decide is not loaded.</summary>
    Unknown,

    Yes,
}
