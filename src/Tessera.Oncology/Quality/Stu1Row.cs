using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>A data element of STU1 and where it is in STU4.</summary>
/// <param name="Id">Its number in the list.</param>
/// <param name="Group">Its group.</param>
/// <param name="Subject">What it is an element of.</param>
/// <param name="Label">Its name.</param>
/// <param name="Of">Of what it is expected.</param>
/// <param name="Targets">Profile and element in STU4; any of them will do. Elements joined by <c>+</c> are needed together.</param>
internal sealed record Stu1Row(string Id, McodeGroup Group, string Subject, string Label, Denominator Of, params string[] Targets)
{
    /// <summary>Only staging of this basis, as its code says; null for all.</summary>
    public StagingBasis? Basis { get; init; }
}
