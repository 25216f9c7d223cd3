namespace Tessera.Fhir.Validation.Rules;

/// <summary>Finds the element rules that a discriminator's path reaches from a slice: in the slice itself, in the profile of its
/// type (an extension's URL is fixed there), or in the type's own structure.</summary>
internal static class DiscriminatedElements
{
    public static IEnumerable<ElementRule> Find(ElementRule from, IReadOnlyList<string> steps, RuleSet rules) => Find(from, steps, 0, rules);

    private static IEnumerable<ElementRule> Find(ElementRule element, IReadOnlyList<string> steps, int step, RuleSet rules)
    {
        if (step == steps.Count) return [element];
        var name = steps[step];
        if (name == "resolve()")
            return element.Types.SelectMany(type => type.Type.TargetProfiles).Select(rules.Find).OfType<StructureRule>().SelectMany(target => Find(target.Root, steps, step + 1, rules));
        if (name.StartsWith("ofType(", StringComparison.Ordinal)) return Find(element, steps, step + 1, rules);
        if (name.StartsWith("extension(", StringComparison.Ordinal))
        {
            var url = name[11..^2];
            return Children(element, "extension", rules).SelectMany(extension => extension.Slices)
                .Where(slice => slice.Types.Any(type => type.Type.Profiles.Contains(url))).SelectMany(slice => Find(slice, steps, step + 1, rules));
        }
        return Children(element, name, rules).SelectMany(child => Find(child, steps, step + 1, rules));
    }

    private static IEnumerable<ElementRule> Children(ElementRule element, string name, RuleSet rules)
    {
        var own = element.Children.Where(child => child.Name == name).ToList();
        // The slices of a child say more than the child: a coding sliced by system, say.
        if (own.Count > 0) return own.SelectMany(child => child.Slices.Count > 0 ? child.Slices.Where(slice => slice.Min > 0).DefaultIfEmpty(child) : [child]);
        var structures = element.Types.SelectMany(type => type.Type.Profiles.Select(rules.Find).Append(type.Structure)).OfType<StructureRule>();
        return structures.SelectMany(structure => structure.Root.Children.Where(child => child.Name == name)).Take(1);
    }
}
