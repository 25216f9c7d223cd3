using System.Globalization;
using Tessera.Centre.Codes.Maps;
using Tessera.Fhir.Definitions;

namespace Tessera.Centre.Codes;

/// <summary>A code or text on the work list.</summary>
/// <param name="Key">What it is and where it stands.</param>
/// <param name="Cause">Why it is here.</param>
/// <param name="Strength">Strength of the element's binding, or null.</param>
/// <param name="ValueSet">Canonical URL of the value set that is wanted, or null.</param>
/// <param name="Patients">Number of patients whose records hold it.</param>
/// <param name="Occurrences">How often it stands there.</param>
/// <param name="Decision">The decision about it that holds, or null.</param>
public sealed record UnmappedCode(CodeKey Key, CodeCause Cause, BindingStrength? Strength, string? ValueSet, long Patients, long Occurrences, CodeMapChange? Decision)
{
    /// <summary>What the records show to people beside a code, or null.</summary>
    public string? Label { get; init; }

    /// <summary>The sources whose records hold it, by name; one is empty for what came over the FHIR API.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>How it is named in commands and addresses: says nothing of the value.</summary>
    public string Reference => Key.Reference;

    /// <summary>The number of a reference, or null when it is none.</summary>
    public static long? ParseReference(string text) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id >= 0 ? id : null;
}
