using Tessera.Fhir.Definitions;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>A data element that quality is told for.</summary>
public sealed record QualityElement
{
    /// <summary>Place in the catalogue; vectors name elements by it.</summary>
    public required int Index { get; init; }

    /// <summary>Stable name: <c>mcode-tnm-stage-group/Observation.method</c>, or the number in the list of STU1: <c>disease-16</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Which list it is of.</summary>
    public required ElementList List { get; init; }

    /// <summary>Its group.</summary>
    public required McodeGroup Group { get; init; }

    /// <summary>What it is an element of, in a word or two: <c>TNM stage group</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The element in words: <c>Body site › laterality qualifier</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Where it is in mCODE STU4: profile and element, several when any of them will do.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Of what it is expected.</summary>
    public required Denominator Denominator { get; init; }

    /// <summary>Canonical URL of the value set that its codes are measured against; null when none is bound, or only as an example.</summary>
    public string? ValueSet { get; init; }

    /// <summary>How strictly.</summary>
    public BindingStrength? Strength { get; init; }

    /// <summary>Whether a value should be from the year before the last contact, because it changes.</summary>
    public bool IsTimely { get; init; }

    /// <summary>Whether codes are measured.</summary>
    public bool IsCoded => ValueSet is not null;
}
