using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>Items and their slices.</summary>
internal sealed partial class ValidationRun
{
    private readonly List<(FhirNode Value, string? Type)> selected = [];

    private void Item(FhirNode item, PropertyRule rule, ref SliceTally tally)
    {
        var slice = rule.Element.Slicing is { } slicing ? FindSlice(item, rule, slicing, ref tally) : null;
        if (slice is null)
        {
            if (rule.Element is { Slicing: not null, Structure.Definition.IsExtension: true } && rule.Type.Code == "Extension") UndefinedPart(item, rule.Element);
            Value(item, rule.Element, rule.Type);
            return;
        }
        // A slice's snapshot repeats its element's type, so the type is walked once, in the slice; what the element itself says still holds.
        if (rule.Element.Object is not null && rule.Element.Definition.ContentReference is null) Value(item, rule.Element, rule.Type);
        else LocalRules(item, rule.Element);
        InSlice(item, slice, rule, ref tally);
    }

    private void InSlice(FhirNode item, ElementRule slice, PropertyRule rule, ref SliceTally tally)
    {
        if (slice.Slicing is { } inner && FindSlice(item, rule, inner, ref tally) is { } resliced) InSlice(item, resliced, rule, ref tally);
        Value(item, slice, slice.TypeLike(rule.Type));
    }

    private ElementRule? FindSlice(FhirNode item, PropertyRule rule, Slicing slicing, ref SliceTally tally)
    {
        var undecided = false;
        for (var i = 0; i < slicing.Slices.Length; i++)
        {
            var slice = slicing.Slices[i];
            switch (Matches(item, rule, slice))
            {
                case SliceMatch.Yes:
                    tally.Certain[slicing.Start + i]++;
                    if (slicing.Start == 0) Order(rule, slicing, i, ref tally);
                    return slice.Element;
                case SliceMatch.Unknown:
                    undecided = true;
                    break;
            }
        }
        tally.HasOthers |= !undecided && slicing.Start == 0;
        if (undecided) tally.Undecided++;
        else if (slicing.IsClosed)
            Report(IssueSeverity.Error, IssueType.Structure, $"{rule.Element.Name} fits none of the slices {string.Join(", ", slicing.Slices.Select(slice => slice.Name))}, and no others are allowed.", null, profile: rule.Element.Structure);
        return null;
    }

    private void Order(PropertyRule rule, Slicing slicing, int slice, ref SliceTally tally)
    {
        if (slicing.IsOrdered && slice < tally.Last)
            Report(IssueSeverity.Error, IssueType.Structure, $"The slice {slicing.Slices[slice].Name} must come before {slicing.Slices[tally.Last].Name}.", "Reorder the list.", profile: rule.Element.Structure);
        if (slicing.IsOpenAtEnd && tally.HasOthers)
            Report(IssueSeverity.Error, IssueType.Structure, $"The slice {slicing.Slices[slice].Name} must come before what is in no slice.", "Reorder the list.", profile: rule.Element.Structure);
        tally.Last = Math.Max(tally.Last, slice);
    }

    private SliceMatch Matches(FhirNode item, PropertyRule rule, SliceRule slice)
    {
        if (slice.Tests.Length == 0) return FitsSlice(item, rule, slice);
        var answer = SliceMatch.Yes;
        foreach (var test in slice.Tests)
        {
            var one = Asks(item, rule, test);
            if (one < answer) answer = one;
            if (answer == SliceMatch.No) return answer;
        }
        return answer;
    }

    private SliceMatch FitsSlice(FhirNode item, PropertyRule rule, SliceRule slice)
    {
        if (!TryBegin(out var trial)) return SliceMatch.Unknown;
        Value(item, slice.Element, slice.Element.TypeLike(rule.Type));
        return End(trial);
    }

    private SliceMatch Asks(FhirNode item, PropertyRule rule, DiscriminatorTest test)
    {
        var first = selected.Count;
        if (test.Path.Steps.Length == 0) selected.Add((item, rule.Type.Code));
        else test.Path.Select(item, this, selected);
        var answer = SliceMatch.No;
        if (test.MustExist is { } must) answer = selected.Count > first == must ? SliceMatch.Yes : SliceMatch.No;
        else if (selected.Count == first && test.Path.Resolves) answer = SliceMatch.Unknown;
        else
            for (var i = first; i < selected.Count && answer != SliceMatch.Yes; i++)
            {
                var one = test.Asks(selected[i].Value, selected[i].Type, this);
                if (one > answer) answer = one;
            }
        selected.RemoveRange(first, selected.Count - first);
        return answer;
    }

    private void SliceCounts(Slicing slicing, SliceTally tally, ElementRule element)
    {
        for (var i = 0; i < slicing.Slices.Length; i++)
        {
            var slice = slicing.Slices[i];
            var found = tally.Certain[slicing.Start + i];
            if (found > 0 && slice.Element.Slicing is { } inner) SliceCounts(inner, tally, element);
            if (found > slice.Element.Max)
                Report(IssueSeverity.Error, IssueType.Structure, $"The slice {slice.Name} may stand at most {slice.Element.Max} times; found {found}.", null, profile: element.Structure);
            if (found >= slice.Element.Min) continue;
            if (found + tally.Undecided < slice.Element.Min)
                Report(IssueSeverity.Error, IssueType.Required, $"{element.Name} needs the slice {slice.Name} at least {slice.Element.Min} times; found {found}.", $"Add {element.Name} with the content of {slice.Name}.", profile: element.Structure);
            else if (SliceNeeds(slice) is { } missing)
                Unchecked(missing, $"Whether {element.Name} has the slice {slice.Name} could not be checked: {missing} is not loaded.", HowToLoad(missing));
        }
    }

    private string? SliceNeeds(SliceRule slice) =>
        slice.Element.Definition.Binding?.ValueSet
        ?? slice.Element.Types.SelectMany(type => type.Type.Profiles.Concat(type.Type.TargetProfiles)).FirstOrDefault(profile => rules.Find(profile) is null)
        ?? $"a definition that {slice.Name} needs";
}
