using Tessera.Fhir.Validation;

namespace Tessera.Web.Pages.Validation;

/// <summary>How many resources have each of the three answers.</summary>
/// <param name="Valid">Every rule was checked and holds.</param>
/// <param name="Unchecked">Nothing is wrong, but something could not be checked, or nobody looked.</param>
/// <param name="Invalid">A rule is broken.</param>
public sealed record VerdictTotals(long Valid, long Unchecked, long Invalid)
{
    /// <summary>All of them.</summary>
    public long All => Valid + Unchecked + Invalid;

    /// <summary>The number of one answer.</summary>
    public long this[Verdict verdict] => verdict switch { Verdict.Valid => Valid, Verdict.Invalid => Invalid, _ => Unchecked };
}
