using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>Turns the flat list of a snapshot's elements into a tree of rules. Structures refer to each other in circles, so compiling one never
/// compiles another: what looks into others is made when first asked.</summary>
internal static class RuleCompiler
{
    public static StructureRule Compile(StructureDefinition definition, RuleSet rules)
    {
        var structure = new StructureRule(definition) { IsResource = (rules.Definitions.Type(definition.Type)?.Kind ?? FhirTypeKind.Resource) == FhirTypeKind.Resource };
        foreach (var element in definition.Elements)
        {
            var rule = Rule(element, structure, rules);
            Attach(rule, structure);
            structure.Add(rule);
        }
        foreach (var element in All(structure.Root)) Finish(element, structure, rules);
        foreach (var element in All(structure.Root))
            if (element.Definition.SliceName is null || !element.Definition.Id.EndsWith(':' + element.Definition.SliceName, StringComparison.Ordinal)) element.Slicing?.Number(0);
        return structure;
    }

    private static ElementRule Rule(ElementDefinition element, StructureRule structure, RuleSet rules) => new(
        element,
        structure,
        TypesOf(element, structure, rules),
        Parse(element.Fixed, rules),
        Parse(element.Pattern, rules),
        rules.Definitions.Names);

    // Roots and content references state no type of their own.
    private static TypeRule[] TypesOf(ElementDefinition element, StructureRule structure, RuleSet rules)
    {
        if (element.Types.Count > 0) return element.Types.Select(type => new TypeRule(rules, type)).ToArray();
        var code = element.ContentReference is not null ? "BackboneElement" : structure.Definition.Type;
        return [new TypeRule(rules, new ElementType(code, [], [], []))];
    }

    private static FhirNode Parse(ReadOnlyMemory<byte> json, RuleSet rules) => json.IsEmpty ? default : FhirDocument.Parse(json, rules.Definitions.Names).Root;

    /// <summary>Hangs an element below its parent, or beside its element when it is a slice: both follow from the id.</summary>
    private static void Attach(ElementRule rule, StructureRule structure)
    {
        var id = rule.Definition.Id;
        var dot = id.LastIndexOf('.');
        var colon = id.LastIndexOf(':');
        if (rule.Definition.SliceName is { } slice && colon > dot)
        {
            var resliced = slice.LastIndexOf('/');
            var owner = resliced > 0 ? structure.ById($"{id[..colon]}:{slice[..resliced]}") : structure.ById(id[..colon]);
            (owner ?? structure.ById(id[..colon]))?.Slices.Add(rule);
        }
        else if (dot > 0)
        {
            structure.ById(id[..dot])?.Children.Add(rule);
        }
    }

    private static void Finish(ElementRule element, StructureRule structure, RuleSet rules)
    {
        var names = rules.Definitions.Names;
        // A profile that says more of a part with shared content writes it out below the part.
        if (element.Children.Count > 0)
            element.Object = new ObjectRule(element.Children, names, isOpen: element != structure.Root && (element.Types.Length > 1 || element.Types[0].IsResource));
        else if (element.Definition.ContentReference is { } reference)
            element.Shared = () => Shared(reference, structure, rules) is { } target ? new ObjectRule(target.Children, names) : null;
        if (element.Slices.Count > 0) element.Slicing = SlicingCompiler.Compile(element, rules);
    }

    // A profile refers to the element of the type: what the profile says of one place does not hold in the others.
    private static ElementRule? Shared(string reference, StructureRule structure, RuleSet rules)
    {
        var dot = reference.IndexOf('.', StringComparison.Ordinal);
        var isOwn = !structure.Definition.IsProfile && dot > 0 && structure.Definition.Type == reference[..dot];
        return isOwn || dot < 0 || rules.Definitions.Type(reference[..dot]) is not { } type ? structure.ById(reference) : rules.Of(type.Structure).ById(reference);
    }

    private static IEnumerable<ElementRule> All(ElementRule root) =>
        root.Children.Concat(root.Slices).SelectMany(All).Append(root);
}
