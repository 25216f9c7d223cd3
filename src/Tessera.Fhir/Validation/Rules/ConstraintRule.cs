using Tessera.Fhir.Definitions;
using Tessera.Fhir.Path;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>An invariant, compiled for the type of value that it is asked of.</summary>
internal sealed class ConstraintRule
{
    // Best practice rather than rule: nearly no resource that a program writes has narrative.
    private const string NarrativeWanted = "dom-6";

    // Every element of every resource has it, so it is answered without the engine.
    private const string NotEmpty = "ele-1";

    // Narrative's two rules share one expression; only the check itself tells which of them is broken.
    private const string HtmlChecks = "htmlChecks()";
    private const string NarrativeHasContent = "txt-2";

    // Written so that each reference looks at each contained resource, which is a minute's work for a resource with twenty thousand of both.
    private const string ContainedIsThere = "reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))";
    private const string ContainedIsReferenced =
        "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) " +
        "or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not())" +
        ".trace('unmatched', id).empty()";

    public ConstraintRule(ElementConstraint definition, string profile, string? contextType, RuleSet rules)
    {
        (Definition, Profile) = (definition, profile);
        Severity = definition.Key == NarrativeWanted ? IssueSeverity.Information : definition.IsError ? IssueSeverity.Error : IssueSeverity.Warning;
        Kind = definition.Key switch
        {
            NotEmpty => ConstraintKind.NotEmpty,
            NarrativeHasContent when definition.Expression == HtmlChecks => ConstraintKind.NarrativeHasContent,
            _ when definition.Expression == HtmlChecks => ConstraintKind.NarrativeIsAllowed,
            _ when definition.Expression == ContainedIsThere => ConstraintKind.ContainedIsThere,
            _ when definition.Expression == ContainedIsReferenced => ConstraintKind.ContainedIsReferenced,
            _ => ConstraintKind.Expression,
        };
        if (Kind == ConstraintKind.Expression) (Expression, Fault) = rules.Expression(definition.Expression, contextType);
    }

    public ElementConstraint Definition { get; }

    /// <summary>What is said when it is broken.</summary>
    public string Message => field ??= $"{Definition.Key}: {Definition.Human}";

    /// <summary>URL of the profile that holds it, or empty for the base specification.</summary>
    public string Profile { get; }

    public IssueSeverity Severity { get; }

    /// <summary>How it is answered.</summary>
    public ConstraintKind Kind { get; }

    /// <summary>The compiled expression, or null when it is prose or could not be compiled.</summary>
    public FhirPathExpression? Expression { get; }

    /// <summary>Why it could not be compiled, or null.</summary>
    public Issue? Fault { get; }

    /// <summary>The invariants of an element for one of its types: its own and those of the type itself, each key once.</summary>
    public static ConstraintRule[] Of(ElementRule element, TypeRule? type, RuleSet rules)
    {
        var own = element.Definition.Constraints.Select(constraint => (Constraint: constraint, element.Structure.Profile));
        var inherited = type?.Structure is { } structure && structure != element.Structure ? structure.Root.Definition.Constraints.Select(constraint => (Constraint: constraint, structure.Profile)) : [];
        return own.Concat(inherited).Where(pair => pair.Constraint.Expression.Length > 0).DistinctBy(pair => pair.Constraint.Key)
            .Select(pair => new ConstraintRule(pair.Constraint, pair.Profile, ContextType(element, type, rules), rules)).ToArray();
    }

    // Parts without a name are types named by their path; a root is of its structure's type.
    private static string? ContextType(ElementRule element, TypeRule? type, RuleSet rules)
    {
        if (type is null) return element.Structure.Definition.Type;
        if (type.Code is "Resource" or "DomainResource") return null;
        var path = element.Definition.ContentReference ?? element.Definition.Path;
        return type.Code is "BackboneElement" or "Element" && rules.Definitions.Type(path) is not null ? path : type.Code;
    }
}
