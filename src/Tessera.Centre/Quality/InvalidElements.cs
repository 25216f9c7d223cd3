using Tessera.Centre.Verdicts;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>The rules of validation that most often make an element invalid, by the place that their findings name. A finding of a constraint
/// names no element, so that the most frequent one is not always the reason.</summary>
internal sealed class InvalidElements
{
    private readonly List<(ValidationRule Rule, long Resources)> rules;

    private InvalidElements(List<(ValidationRule, long)> rules) => this.rules = rules;

    public static InvalidElements Read(CentreNode node)
    {
        var counts = new Dictionary<long, long>();
        foreach (var finding in node.Verdicts.Findings())
        foreach (var rule in finding.Rules)
            counts[rule] = counts.GetValueOrDefault(rule) + finding.Resources;
        return new InvalidElements([.. node.Verdicts.Rules().Where(rule => rule.Kind == FindingKind.Invalid && rule.Element.Length > 0)
            .Select(rule => (rule, counts.GetValueOrDefault(rule.Id))).Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2)]);
    }

    public ValidationRule? Find(QualityElement element)
    {
        foreach (var path in element.Paths.SelectMany(path => path.Split('+')))
        {
            var place = Plain(path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            foreach (var (rule, _) in rules)
                if (rule.Element == place || rule.Element.StartsWith(place + ".", StringComparison.Ordinal)) return rule;
        }

        return null;
    }

    // Without the names of slices: findings name places in resources.
    private static string Plain(string id) =>
        string.Join('.', id.Split('.').Select(part => part.Split(':')[0].Replace("[x]", "", StringComparison.Ordinal)));
}
