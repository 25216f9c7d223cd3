using Tessera.Centre.Verdicts;

namespace Tessera.Web.Pages.Validation;

/// <summary>One rule of the report.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Resources">How many resources it was found about, with the filters as they are.</param>
public sealed record RuleRow(ValidationRule Rule, long Resources)
{
    /// <summary>One of them; null when none can be read.</summary>
    public RuleExample? Example { get; init; }
}
