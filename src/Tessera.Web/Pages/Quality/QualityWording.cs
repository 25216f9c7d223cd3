using Tessera.Centre.Quality;
using Tessera.Oncology.Quality;
using Tessera.Web.Language;
using Tessera.Web.Pages.Validation;

namespace Tessera.Web.Pages.Quality;

/// <summary>The report in words.</summary>
internal static class QualityWording
{
    public static string Of(this Texts say, QualityCause cause) => cause.Kind switch
    {
        QualityCauseKind.NotInSource => say["quality.cause.absent"],
        QualityCauseKind.Incomplete => say["quality.cause.incomplete"],
        QualityCauseKind.Quarantined => say["quality.cause.quarantined", cause.Detail],
        QualityCauseKind.Unmapped => say["quality.cause.unmapped"],
        QualityCauseKind.Invalid => cause.Detail is { } message ? say["quality.cause.invalid", RuleWording.Short(message)] : say["verdict.invalid.head"],
        _ => say[RuleKey(cause.Rule!.Value)],
    };

    public static string RuleKey(PlausibilityRule rule) => rule switch
    {
        PlausibilityRule.BeforeBirth => "quality.rule.before-birth",
        PlausibilityRule.AfterDeath => "quality.rule.after-death",
        PlausibilityRule.BeforeDiagnosis => "quality.rule.before-diagnosis",
        PlausibilityRule.EndBeforeStart => "quality.rule.end-before-start",
        PlausibilityRule.InFuture => "quality.rule.in-future",
        PlausibilityRule.OffScale => "quality.rule.off-scale",
        PlausibilityRule.SexAgainstSite => "quality.rule.sex",
        PlausibilityRule.StageAgainstTnm => "quality.rule.stage",
        _ => "quality.rule.dose",
    };

    public static string LackKey(QualityLack lack) => lack switch
    {
        QualityLack.Value => "quality.lack.value",
        QualityLack.Code => "quality.lack.code",
        QualityLack.Valid => "quality.lack.valid",
        QualityLack.Plausible => "quality.lack.plausible",
        QualityLack.Doubt => "quality.lack.doubt",
        _ => "quality.lack.recent",
    };

    /// <summary>A source by its name; what came without one by the way it came.</summary>
    public static string SourceName(this Texts say, string source) => source.Length > 0 ? source : say["quality.no-source"];

    /// <summary>A change with its sign; empty for none.</summary>
    public static string Change(long change) => change == 0 ? "" : (change > 0 ? "+" : "−") + Wording.Number(Math.Abs(change));
}
