using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>Extensions: their URLs, and where they may stand. See https://hl7.org/fhir/R4/extensibility.html</summary>
internal sealed partial class ValidationRun
{
    internal void ExtensionPlace(FhirNode extension)
    {
        var url = extension[known.Url];
        if (url.Kind != JsonKind.String || url.Utf8.IsEmpty || path.ElementAbove(0) is not { } element) return;
        if (!Uris.IsAbsolute(url.Utf8))
        {
            // Inside an extension a URL is a name that the outer one's definition gives.
            if (!element.Definition.Path.StartsWith("Extension.", StringComparison.Ordinal))
                Report(IssueSeverity.Error, IssueType.Extension, $"The extension's URL {Quoted(url)} is not absolute.", "Write the whole URL of the extension's definition.", "url");
            return;
        }
        var canonical = rules.Interned(url.Utf8);
        if (rules.Find(canonical) is not { } structure) UnknownExtension(canonical, url);
        else if (structure.Definition is { IsExtension: false }) Report(IssueSeverity.Error, IssueType.Extension, $"{Quoted(url)} defines no extension.", "Write the URL of an extension's definition.", "url");
        else KnownExtension(extension, element, structure);
    }

    // The name of a part has its meaning from the extension's definition alone (https://hl7.org/fhir/R4/extensibility.html#ComplexExtension).
    private void UndefinedPart(FhirNode part, ElementRule element)
    {
        if (part[known.Url] is { Kind: JsonKind.String } url && !Uris.IsAbsolute(url.Utf8))
            Report(IssueSeverity.Error, IssueType.Extension, $"The extension has no part {Quoted(url)}; it has {string.Join(", ", element.Slices.Select(slice => slice.Definition.SliceName).Take(12))}.", "Correct the name.", "url", profile: element.Structure);
    }

    private void UnknownExtension(string canonical, FhirNode url)
    {
        if (canonical.Contains('|', StringComparison.Ordinal))
            Report(IssueSeverity.Error, IssueType.Extension, $"The extension's URL {Quoted(url)} holds a version; which version is meant is the profile's to say.", "Take the version off.", "url");
        else if (rules.Definitions.FindStructure(canonical) is null && rules.Definitions.HasNamespace(canonical[..(canonical.LastIndexOf('/') + 1)]))
            Report(IssueSeverity.Error, IssueType.Extension, $"There is no extension {Quoted(url)} in the package that defines the others with such URLs.", "Correct the URL, or load the version of the package that has it.", "url");
    }

    private void KnownExtension(FhirNode extension, ElementRule element, StructureRule structure)
    {
        var isModifier = structure.Root.Definition.IsModifier;
        if (isModifier != (extension.NameId == known.ModifierExtension))
            Report(IssueSeverity.Error, IssueType.Extension, $"The extension {structure.Definition.Url} {(isModifier ? "changes the meaning of what it stands in, so it is written in" : "changes no meaning, so it is not written in")} modifierExtension.", "Move it.");
        var places = structure.Places(rules);
        if (!places.IsAnywhere && !MayStand(places, element))
            Report(IssueSeverity.Error, IssueType.Extension, $"The extension {structure.Definition.Url} may not stand here; it is for: {places.Describe()}.", "Move it to where its definition has it.");
        foreach (var invariant in places.Invariants)
            if (HolderIs(invariant, element) is false)
                Report(IssueSeverity.Error, IssueType.Extension, $"The extension {structure.Definition.Url} may stand here only where {invariant}.", "Take it out, or make the condition hold.");
    }

    private bool MayStand(ExtensionPlaces places, ElementRule element)
    {
        var holder = element.HolderPath;
        if (Allows(places, holder, isOwn: true) || StandsOnPath(places, holder)) return true;
        if (places.Extensions.Length > 0 && Array.IndexOf(places.Extensions, OuterExtension(holder).Text("url")) >= 0) return true;
        foreach (var expression in places.Paths)
            if (HolderIs(expression, element) is true || IsSelected(expression)) return true;
        return false;
    }

    // The extension that another one stands in: directly, or in its value.
    private FhirNode OuterExtension(string holder) =>
        holder == "Extension" ? path.Holder : path.ElementAbove(1)?.Definition.Path is "Extension.value[x]" ? path.HolderAbove(1) : default;

    // From a data type outwards: HumanName.family, Patient.name.family, and so on to the resource.
    private bool StandsOnPath(ExtensionPlaces places, string holder)
    {
        for (var level = 1; path.ElementAbove(level) is { } outer; level++)
        {
            var dot = holder.IndexOf('.');
            if (rules.ResourceType(dot < 0 ? holder : holder[..dot]) is not null) return false;
            holder = dot < 0 ? outer.Definition.Path : outer.Definition.Path + holder[dot..];
            if (Allows(places, holder, isOwn: false)) return true;
        }
        return false;
    }

    // A profile may write out the parts of a data type below an element: Patient.address.line is Address.line, and a string.
    private bool Allows(ExtensionPlaces places, string at, bool isOwn)
    {
        if (places.AllowsPath(at, rules.Definitions)) return true;
        var dot = at.IndexOf('.');
        if (rules.Definitions.Type(dot < 0 ? at : at[..dot]) is not { } type) return true;
        while (dot >= 0)
        {
            var next = at.IndexOf('.', dot + 1);
            var step = at[(dot + 1)..(next < 0 ? at.Length : next)];
            FhirType? reached = null;
            var isChoice = step.EndsWith("[x]", StringComparison.Ordinal);
            foreach (var property in type.Properties)
                if (property.ElementName == step || property.JsonName == step) reached = rules.Definitions.Type(property.TypeName);
            // Which type a choice has its path does not say; where the walk went into the type, the type was asked before.
            if (reached is null) return isChoice && isOwn;
            type = reached;
            dot = next;
            if (dot >= 0 && !type.Name.Contains('.') && places.AllowsPath(type.Name + at[dot..], rules.Definitions)) return true;
        }
        return places.AllowsType(type);
    }

    /// <summary>Whether an expression is true of the element that the extension stands on; null when that cannot be told.</summary>
    private bool? HolderIs(string expression, ElementRule element)
    {
        var holder = element.HolderPath;
        if (rules.Definitions.Type(holder) is not { Kind: not FhirTypeKind.Primitive } || rules.Expression(expression, holder).Expression is not { } compiled) return null;
        return compiled.EvaluateTruth(path.Holder, environment, out _);
    }

    private bool IsSelected(string expression)
    {
        if (!selections.TryGetValue((resource.Index, expression), out var nodes)) selections.Add((resource.Index, expression), nodes = Selected(expression));
        return nodes is null || nodes.Contains(path.Holder.Index);
    }

    // Asked once for each resource, however many extensions it has; null when it does not select elements, or nobody can tell.
    private HashSet<int>? Selected(string expression)
    {
        if (TypeOf(resource) is not { } type || rules.Expression(expression, type).Expression is not { } compiled) return null;
        using var result = compiled.Evaluate(resource);
        if (!result.IsSuccess) return null;
        var nodes = new HashSet<int>();
        foreach (var value in result)
        {
            if (value.Kind != FhirPathValueKind.Element) return null;
            nodes.Add(value.Node.Index);
        }
        return nodes;
    }

    private readonly Dictionary<(int Resource, string Expression), HashSet<int>?> selections = [];
}
