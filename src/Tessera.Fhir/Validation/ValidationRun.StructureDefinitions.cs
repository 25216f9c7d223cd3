using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation;

/// <summary>StructureDefinition resources: what they constrain exists. See https://hl7.org/fhir/R4/profiling.html</summary>
internal sealed partial class ValidationRun
{
    internal void StructureDefinition(FhirNode structure)
    {
        if (structure.Text("derivation") != "constraint" || structure.Text("type") is not { } type || rules.Definitions.Type(type) is null) return;
        var place = 0;
        path.Push("differential", -1);
        path.Push("element", -1);
        foreach (var element in structure["differential"]["element"].Items)
        {
            path.Item(place++);
            if (element.Text("path") is not { } at) continue;
            var reached = Reached(at, type);
            if (reached is { Count: 0 })
                Report(IssueSeverity.Error, IssueType.Value, $"{Shortened(at)} is no element of {type}.", $"Write the path of an element, from {type} on; a choice ends with [x].", "path");
            Discriminators(element["slicing"]["discriminator"], reached);
            TypeProfiles(element[known.Type]);
        }
        path.Pop();
        path.Pop();
    }

    /// <summary>The types that an element path leads to: none when it leads nowhere, null when that cannot be told here.</summary>
    private List<FhirType>? Reached(string at, string root)
    {
        var steps = at.Split('.');
        if (steps[0] != root || steps.Length > 64) return [];
        List<FhirType>? types = [rules.Definitions.Type(root)!];
        for (var i = 1; i < steps.Length && types is { Count: > 0 }; i++) types = Below(types, steps[i]);
        return types;
    }

    private List<FhirType>? Below(List<FhirType> types, string step)
    {
        var found = new List<FhirType>();
        foreach (var type in types)
        {
            // What a resource of any type has is not known here; nor are the parts that a package's own type has.
            if (type.Name is "Resource" or "DomainResource") return null;
            var name = step.EndsWith("[x]", StringComparison.Ordinal) ? step[..^3] : step;
            foreach (var property in type.Properties)
            {
                if (property.ElementName != name && property.JsonName != name) continue;
                if (rules.Definitions.Type(property.TypeName) is not { } next) return null;
                // Each type once, or a path through choices would double at every step.
                if (!found.Contains(next)) found.Add(next);
            }
        }
        return found;
    }

    // https://hl7.org/fhir/R4/profiling.html#discriminator: element names, $this, resolve(), extension(url) and ofType(type).
    private void Discriminators(FhirNode discriminators, List<FhirType>? sliced)
    {
        var place = 0;
        path.Push("slicing", -1);
        path.Push("discriminator", -1);
        foreach (var discriminator in discriminators.Items)
        {
            path.Item(place++);
            if (sliced is { Count: > 0 } && discriminator.Text("path") is { Length: > 0 } at && LeadsNowhere(sliced, at))
                Report(IssueSeverity.Error, IssueType.Value, $"The discriminator {Shortened(at)} leads to no part of the sliced element.", "Write the path from the sliced element to what tells the slices apart.", "path");
        }
        path.Pop();
        path.Pop();
    }

    private bool LeadsNowhere(List<FhirType> from, string at)
    {
        if (at.Contains('(', StringComparison.Ordinal)) return false;
        List<FhirType>? types = from;
        foreach (var step in at.Split('.'))
        {
            if (step == "$this" || types is not { Count: > 0 }) continue;
            types = Below(types, step);
        }
        return types is { Count: 0 };
    }

    // https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.type.profile
    private void TypeProfiles(FhirNode types)
    {
        var place = 0;
        path.Push("type", -1);
        foreach (var type in types.Items)
        {
            path.Item(place++);
            if (type.Text("code") is not { } code) continue;
            var item = 0;
            path.Push("profile", -1);
            foreach (var profile in type[known.Profile].Items)
            {
                path.Item(item++);
                if (profile.Kind != JsonKind.String || rules.Definitions.FindStructure(profile.ToText()) is not { } found || found.Type == code) continue;
                // A resource may be named where any may stand.
                if (rules.Definitions.Type(found.Type)?.Is(code) != true || (!found.IsProfile && rules.Definitions.Type(code) is { IsAbstract: false }))
                    Report(IssueSeverity.Error, IssueType.Value, $"The profile {Quoted(profile)} is for {found.Type}, not {Shortened(code)}.", "Name a profile of this type.");
            }
            path.Pop();
        }
        path.Pop();
    }
}
