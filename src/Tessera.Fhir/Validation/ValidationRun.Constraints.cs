using Tessera.Fhir.Json;
using Tessera.Fhir.Narrative;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Invariants.</summary>
internal sealed partial class ValidationRun
{
    // Steps that the invariants of one document may take together; ordinary documents take a hundredth of it.
    private const long FewestSteps = 20_000_000;
    private const long StepsPerNode = 200;

    private readonly FhirPathContext environment;
    private long steps;

    private bool? MemberOf(FhirPathValue value, string valueSet) => value.Node.Exists ? Known(IsBound(value.Node, valueSet)) : null;

    private static bool? Known(SliceMatch match) => match switch { SliceMatch.Yes => true, SliceMatch.No => false, _ => null };

    private void Constraints(FhirNode value, ConstraintRule[] constraints)
    {
        foreach (var constraint in constraints)
        {
            switch (constraint.Kind)
            {
                case ConstraintKind.NotEmpty:
                    NotEmpty(value, constraint);
                    break;
                case ConstraintKind.Expression when constraint.Expression is { } expression:
                    // An empty result says that the rule's question does not arise: ref-1 asks a reference that has only a display for its text.
                    if (expression.EvaluateTruth(value, environment, ref steps, out var issue) is false) Broken(constraint);
                    else if (issue is not null) NotEvaluated(constraint, issue);
                    break;
                case ConstraintKind.Expression:
                    NotEvaluated(constraint, constraint.Fault);
                    break;
                case ConstraintKind.ContainedIsThere:
                    ContainedIsThere(value, constraint);
                    break;
                case ConstraintKind.ContainedIsReferenced:
                    ContainedIsReferenced(value, constraint);
                    break;
                default:
                    Narrative(value, constraint);
                    break;
            }
        }
    }

    private void Narrative(FhirNode div, ConstraintRule constraint)
    {
        if (div.Kind != JsonKind.String) return;
        if (div != checkedDiv) (checkedDiv, xhtml) = (div, XhtmlCheck.Of(div.Utf8));
        if (xhtml.Kind != XhtmlFaultKind.None && (xhtml.Kind == XhtmlFaultKind.Empty) == (constraint.Kind == ConstraintKind.NarrativeHasContent)) Broken(constraint, xhtml.Message);
    }

    private FhirNode checkedDiv;
    private XhtmlFault xhtml;

    private void Broken(ConstraintRule constraint, string? found = null)
    {
        if (trials > 0) Judge(constraint.Severity);
        else if (HasRoom(constraint.Severity))
        {
            var message = found is null ? constraint.Message : $"{constraint.Message}; found: {found}.";
            Add(constraint.Severity, IssueType.Invariant, message, constraint: constraint.Definition.Key, profile: constraint.Profile);
        }
    }

    // ele-1: an element has a value or children other than its id.
    private void NotEmpty(FhirNode value, ConstraintRule constraint)
    {
        if (value.Kind != JsonKind.Object) return;
        foreach (var child in value.Children)
            if (child.NameId != known.Id) return;
        Broken(constraint);
    }

    private void NotEvaluated(ConstraintRule constraint, Issue? why)
    {
        var key = constraint.Definition.Key;
        if (why?.Type == IssueType.TooCostly) Unchecked(key, $"The rule {key} was not checked: {why.Message}", "Divide the resource into smaller ones.");
        else if (IsNews(key)) Note(key, $"The rule {key} could not be evaluated: {why?.Message ?? "it has no expression."}", "Check this rule by eye.");
    }
}
