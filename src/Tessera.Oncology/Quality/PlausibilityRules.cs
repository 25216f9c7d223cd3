namespace Tessera.Oncology.Quality;

/// <summary>What the rules of plausibility have in common.</summary>
public static class PlausibilityRules
{
    /// <summary>Whether a value that breaks the rule is implausible; else it is a doubt, but for a diagnosis after death.</summary>
    public static bool IsBroken(this PlausibilityRule rule) => rule <= PlausibilityRule.OffScale;
}
