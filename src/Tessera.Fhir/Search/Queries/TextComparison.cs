namespace Tessera.Fhir.Search.Queries;

/// <summary>How texts are compared.</summary>
public enum TextComparison
{
    /// <summary>The value starts with the text, case and accents aside.</summary>
    StartsWith,

    /// <summary>The value is the text to the letter.</summary>
    Exact,

    /// <summary>The text stands somewhere in the value, case and accents aside.</summary>
    Contains,
}
