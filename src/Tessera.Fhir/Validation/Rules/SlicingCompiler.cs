using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>Compiles discriminators into tests. See https://hl7.org/fhir/R4/profiling.html#discriminator</summary>
internal static class SlicingCompiler
{
    public static Slicing? Compile(ElementRule element, RuleSet rules)
    {
        // A slice of a slice is told apart as its slice's slicing says; without any, as the outer element's.
        var definition = element.Definition.Slicing;
        var discriminators = definition?.Discriminators ?? (element.IsChoice ? [new SliceDiscriminator("type", "$this")] : []);
        if (definition is null && discriminators.Count == 0) return null;
        var slices = element.Slices.Select(slice => new SliceRule(slice, () => Tests(slice, discriminators, rules))).ToArray();
        return new Slicing(slices, definition?.Rules == "closed", definition?.Rules == "openAtEnd", definition?.Ordered == true);
    }

    private static DiscriminatorTest[] Tests(ElementRule slice, IReadOnlyList<SliceDiscriminator> discriminators, RuleSet rules) =>
        discriminators.Select(discriminator => Test(slice, discriminator, rules)).OfType<DiscriminatorTest>().ToArray();

    private static DiscriminatorTest? Test(ElementRule slice, SliceDiscriminator discriminator, RuleSet rules)
    {
        // An extension's URL is that of its profile, loaded or not (https://hl7.org/fhir/R4/extensibility.html#exlist).
        if (discriminator is { Type: "value", Path: "url" } && ExtensionUrls(slice) is { Length: > 0 } urls)
            return new DiscriminatorTest(DiscriminatorPath.Parse("url", rules.Definitions)!, (value, _, _) => Answer(IsAnyOf(value, urls)));
        if (DiscriminatorPath.Parse(discriminator.Path, rules.Definitions) is not { } path) return new DiscriminatorTest(DiscriminatorPath.This, (_, _, _) => SliceMatch.Unknown);
        var targets = DiscriminatedElements.Find(slice, path.Steps, rules).ToList();
        switch (discriminator.Type)
        {
            // A slice that says nothing at the path is not told apart there; one that forbids what stands there is by its absence.
            case "value" or "pattern" when targets.Count > 0 && targets.TrueForAll(target => target.Max == 0):
                return new DiscriminatorTest(path, (_, _, _) => SliceMatch.Yes, MustExist: false);
            case "exists":
                return new DiscriminatorTest(path, (_, _, _) => SliceMatch.Yes, MustExist: !targets.Exists(target => target.Max == 0));
            case "type":
                var types = path.Steps is [.., "resolve()"] ? TargetTypes(slice, path.Steps, rules) : targets.SelectMany(target => target.Types).Select(type => type.Code).ToArray();
                return new DiscriminatorTest(path, (value, type, _) => TypeMatches(value, type, types, rules));
            case "profile":
                var profiles = (path.Steps is [.., "resolve()"] ? TargetProfiles(slice, path.Steps, rules) : targets.SelectMany(target => target.Types).SelectMany(type => type.Type.Profiles)).ToArray();
                return profiles.Length == 0 ? null : new DiscriminatorTest(path, (value, _, run) => run.ConformsToAny(value, profiles));
            default:
                var questions = targets.Select(Question).OfType<DiscriminatorTest.Question>().ToArray();
                return questions.Length == 0 ? null : new DiscriminatorTest(path, (value, type, run) => All(questions, value, type, run));
        }
    }

    private static bool IsAnyOf(FhirNode value, byte[][] texts)
    {
        foreach (var text in texts)
            if (value.TextEquals(text)) return true;
        return false;
    }

    private static byte[][] ExtensionUrls(ElementRule slice) =>
        slice.Types.Where(type => type.Code == "Extension").SelectMany(type => type.Type.Profiles)
            .Select(profile => Encoding.UTF8.GetBytes(profile.Split('|')[0])).ToArray();

    private static SliceMatch All(DiscriminatorTest.Question[] questions, FhirNode value, string? type, ValidationRun run)
    {
        var answer = SliceMatch.Yes;
        foreach (var question in questions)
        {
            var next = question(value, type, run);
            if (next < answer) answer = next;
        }
        return answer;
    }

    // A fixed value or pattern decides; else a required binding; a slice without either is not told apart here.
    private static DiscriminatorTest.Question? Question(ElementRule target)
    {
        if (target.Fixed.Exists) return (value, _, _) => Answer(ValueComparison.Same(value, target.Fixed));
        if (target.Pattern.Exists) return (value, _, _) => Answer(ValueComparison.Contains(value, target.Pattern));
        var inner = InnerPatterns(target).ToArray();
        if (inner.Length > 0) return (value, _, _) => Answer(AllAt(value, inner));
        if (target.Definition.Binding is { Strength: BindingStrength.Required } binding) return (value, _, run) => run.IsBound(value, binding.ValueSet);
        return null;
    }

    /// <summary>Fixed values and patterns below a discriminated element, as in a <c>code</c> whose <c>coding.code</c> is fixed.</summary>
    private static IEnumerable<(string[] Steps, ElementRule Rule)> InnerPatterns(ElementRule element) =>
        element.Children.SelectMany(child => (child.Fixed.Exists || child.Pattern.Exists ? [(Steps: Array.Empty<string>(), Rule: child)] : InnerPatterns(child))
            .Where(_ => child.Min > 0)
            .Select(inner => (Steps: inner.Steps.Prepend(child.Name).ToArray(), inner.Rule)));

    private static bool AllAt(FhirNode value, (string[] Steps, ElementRule Rule)[] parts)
    {
        foreach (var (steps, rule) in parts)
            if (!AnyAt(value, steps, 0, rule)) return false;
        return true;
    }

    private static bool AnyAt(FhirNode value, string[] steps, int step, ElementRule rule)
    {
        if (step == steps.Length) return rule.Fixed.Exists ? ValueComparison.Same(value, rule.Fixed) : ValueComparison.Contains(value, rule.Pattern);
        foreach (var item in value[steps[step]].Items)
            if (AnyAt(item, steps, step + 1, rule)) return true;
        return false;
    }

    private static SliceMatch TypeMatches(FhirNode value, string? type, string[] allowed, RuleSet rules)
    {
        var actual = value[rules.Names.ResourceType] is { Kind: JsonKind.String } named ? rules.Interned(named.Utf8) : type;
        if (actual is null) return allowed.Length == 0 ? SliceMatch.No : SliceMatch.Yes;
        var fhir = rules.Definitions.Type(actual);
        foreach (var name in allowed)
            if (fhir?.Is(name) ?? name == actual) return SliceMatch.Yes;
        return SliceMatch.No;
    }

    private static string[] TargetTypes(ElementRule slice, IReadOnlyList<string> steps, RuleSet rules) =>
        TargetProfiles(slice, steps, rules).Select(url => rules.Definitions.FindStructure(url)?.Type ?? url[(url.LastIndexOf('/') + 1)..]).ToArray();

    private static IEnumerable<string> TargetProfiles(ElementRule slice, IReadOnlyList<string> steps, RuleSet rules) =>
        DiscriminatedElements.Find(slice, steps.Take(steps.Count - 1).ToArray(), rules).SelectMany(target => target.Types).SelectMany(type => type.Type.TargetProfiles);

    private static SliceMatch Answer(bool matches) => matches ? SliceMatch.Yes : SliceMatch.No;
}
