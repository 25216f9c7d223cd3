using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>The walk over the properties of objects: names, lists, cardinality.</summary>
internal sealed partial class ValidationRun
{
    /// <summary>Validates an object against the root of a structure: a resource, a data type or a profile on either.</summary>
    private void Structure(FhirNode node, StructureRule structure)
    {
        Properties(node, structure);
        Constraints(node, structure.Constraints(rules));
    }

    /// <summary>The same without invariants, for data types whose element asks them together with its own.</summary>
    private void Properties(FhirNode node, StructureRule structure)
    {
        LocalRules(node, structure.Root);
        if (structure.Root.Object is { } rule && node.Kind == JsonKind.Object) Object(node, rule, structure, structure.IsResource);
    }

    private void Object(FhirNode node, ObjectRule rule, StructureRule structure, bool isResource)
    {
        Span<int> counts = stackalloc int[rule.Elements.Length];
        counts.Clear();
        var properties = 0;
        foreach (var property in node.Children)
        {
            properties++;
            var id = property.NameId;
            if (isResource && id == known.ResourceType) continue;
            if (id < 0 || rule.Find(id & ~1) is not { } found)
            {
                if (!rule.IsOpen) UnknownProperty(property, structure, rule);
                continue;
            }
            path.Push(found.Element.Name, -1, found.Element, node);
            if (id == known.Id && !isResource) ElementId(property);
            if (NameTable.IsCompanion(id)) counts[found.ElementIndex] += Companion(node, property, found);
            else counts[found.ElementIndex] += Property(node, property, found);
            path.Pop();
        }
        if (properties == 0) Report(IssueSeverity.Error, IssueType.Structure, "The object is empty.", "Leave the property out, or give it a value.");
        Cardinality(rule, counts, structure);
    }

    private void Cardinality(ObjectRule rule, ReadOnlySpan<int> counts, StructureRule structure)
    {
        for (var i = 0; i < rule.Elements.Length; i++)
        {
            var element = rule.Elements[i];
            if (counts[i] < element.Min)
            {
                var expected = element.Min == 1 ? "is required" : $"must stand at least {element.Min} times";
                var named = element.Definition.Short.Length > 0 ? $" ({element.Definition.Short})" : "";
                Report(IssueSeverity.Error, IssueType.Required, $"{element.Name}{named} {expected}; found {counts[i]}.", $"Add {element.Name}.", element.Name, profile: structure);
            }
            if (counts[i] > element.Max)
            {
                var allowed = element.Max == 0 ? "is not allowed here" : element.IsChoice ? "may have one type only" : $"may stand at most {element.Max} times";
                Report(IssueSeverity.Error, IssueType.Structure, $"{element.Name} {allowed}; found {counts[i]}.", null, element.Name, profile: structure);
            }
            if (counts[i] == 0 && element.Slicing is { } slicing) MissingSlices(slicing, element, structure);
        }
    }

    private void MissingSlices(Slicing slicing, ElementRule element, StructureRule structure)
    {
        foreach (var slice in slicing.Slices)
            if (slice.Element.Min > 0)
                Report(IssueSeverity.Error, IssueType.Required, $"{element.Name} needs the slice {slice.Name}; found none.", $"Add {element.Name} with the content of {slice.Name}.", element.Name, profile: structure);
    }

    /// <summary>One property with its value or list. Returns how many values it has.</summary>
    private int Property(FhirNode parent, FhirNode property, PropertyRule rule)
    {
        var element = rule.Element;
        Span<int> inSlices = stackalloc int[element.Slicing?.End ?? 0];
        inSlices.Clear();
        var slices = new SliceTally(inSlices);
        var count = 1;
        if (property.Kind != JsonKind.Array)
        {
            if (element.IsList) Report(IssueSeverity.Error, IssueType.Structure, "Found a single value where FHIR writes a list.", "Put it into square brackets.");
            Item(property, rule, ref slices);
        }
        else
        {
            if (!element.IsList) Report(IssueSeverity.Error, IssueType.Structure, "Found a list where FHIR writes a single value.", "Leave out the square brackets.");
            count = Items(parent, property, rule, ref slices);
        }
        if (element.Slicing is { } slicing) SliceCounts(slicing, slices, element);
        return count;
    }

    private int Items(FhirNode parent, FhirNode list, PropertyRule rule, ref SliceTally slices)
    {
        var count = 0;
        foreach (var item in list.Children)
        {
            path.Item(count++);
            if (item.Kind == JsonKind.Null) NullItem(parent, list, count - 1, rule);
            else if (item.Kind == JsonKind.Array) Report(IssueSeverity.Error, IssueType.Structure, "FHIR has no lists of lists.", "Take out the inner brackets.");
            else Item(item, rule, ref slices);
        }
        path.Item(-1);
        if (count == 0) Report(IssueSeverity.Error, IssueType.Structure, "The list is empty.", "Leave the property out, or give it values.");
        return count;
    }

    // A list of primitives writes null where a value has only extensions (https://hl7.org/fhir/R4/json.html#primitive).
    private void NullItem(FhirNode parent, FhirNode list, int index, PropertyRule rule)
    {
        var i = 0;
        if (rule.Type.IsPrimitive)
            foreach (var companion in parent[NameTable.Companion(list.NameId)].Items)
                if (i++ == index && companion.Kind == JsonKind.Object) return;
        Report(IssueSeverity.Error, IssueType.Structure, "Found null; a value is missing here.", "Give it a value, or take it out of the list.");
    }

    /// <summary>The extensions of a primitive. Returns how many values exist through them alone.</summary>
    private int Companion(FhirNode parent, FhirNode companion, PropertyRule rule)
    {
        if (!rule.Type.IsPrimitive)
        {
            Report(IssueSeverity.Error, IssueType.Structure, $"{companion.Name} stands beside a value that is not primitive.", "Put the content into the element itself.");
            return 0;
        }
        var count = 0;
        foreach (var item in companion.Items)
        {
            if (companion.Kind == JsonKind.Array) path.Item(count);
            count++;
            if (item.Kind == JsonKind.Null && companion.Kind == JsonKind.Array) continue;
            if (item.Kind != JsonKind.Object) Report(IssueSeverity.Error, IssueType.Structure, $"{companion.Name} must hold objects with id or extension.");
            else if (rule.Type.Structure?.Root.Object is { } element)
            {
                Object(item, element, rule.Element.Structure, isResource: false);
                if (item[known.Extension] is { Exists: false } && !HasValue(parent, companion, count - 1))
                    Report(IssueSeverity.Error, IssueType.Invariant, "ele-1: All FHIR elements must have a @value or children; an id alone is neither.", "Add the value or an extension.", constraint: "ele-1");
                if (rule.Element.Definition.Binding is { Strength: BindingStrength.Required } binding) NeedsCode(parent, companion, count - 1, binding, rule.Element);
            }
        }
        path.Item(-1);
        if (rule.Element.IsList != (companion.Kind == JsonKind.Array)) Report(IssueSeverity.Error, IssueType.Structure, $"{companion.Name} must be written as {rule.Element.Name} is: {(rule.Element.IsList ? "a list" : "a single object")}.");
        return parent[companion.NameId & ~1].Exists ? 0 : count;
    }

    // A required binding asks for a code; an extension that says why there is none does not supply it (https://hl7.org/fhir/R4/terminologies.html#required).
    private void NeedsCode(FhirNode parent, FhirNode companion, int index, ElementBinding binding, ElementRule element)
    {
        if (HasValue(parent, companion, index)) return;
        Report(IssueSeverity.Error, IssueType.CodeInvalid, $"There is no code; one of the value set {binding.ValueSet} is required.", "Give a code; the value set's code for unknown where it has one.", profile: element.Structure);
    }

    private static bool HasValue(FhirNode parent, FhirNode companion, int index)
    {
        var i = 0;
        foreach (var value in parent[companion.NameId & ~1].Items)
            if (i++ == index) return value.Kind != JsonKind.Null;
        return false;
    }

    private void UnknownProperty(FhirNode property, StructureRule structure, ObjectRule rule)
    {
        if (IsOnlyCounted(IssueSeverity.Error)) return; // a document may have a million of them
        var name = property.Name;
        var bare = name.TrimStart('_');
        var choice = Array.Find(rule.Elements, element => element.IsChoice && bare.StartsWith(element.Name, StringComparison.Ordinal) && rules.Definitions.Type(TypeIn(bare, element.Name)) is not null);
        if (choice is not null)
            Report(IssueSeverity.Error, IssueType.Structure, $"{choice.Name} may not have the type {TypeIn(bare, choice.Name)} here; allowed: {string.Join(", ", choice.Types.Select(type => type.Code).Take(12))}.", null, choice.Name, profile: structure);
        else
            Report(IssueSeverity.Error, IssueType.Structure, $"There is no property {Shortened(name)} here.", "Check the spelling, or put the content into an extension.", Shortened(name));
    }

    private string TypeIn(string json, string element)
    {
        var type = json[element.Length..];
        if (type.Length == 0 || rules.Definitions.Type(type) is not null) return type;
        return char.ToLowerInvariant(type[0]) + type[1..];
    }

    private static string Shortened(string name) => name.Length <= 64 ? name : name[..60] + "…";
}
