using System.Globalization;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Fhir.Patching;

/// <summary>One operation of a FHIRPath Patch.</summary>
internal sealed record FhirPathPatchOperation(string Kind, string Place, string Path, string? Name, FhirNode Value, int Index, int Source, int Destination)
{
    public static FhirPathPatchOperation? Read(FhirNode parameter, string place, out Issue? issue)
    {
        string? kind = null, path = null, name = null;
        var value = default(FhirNode);
        var (index, source, destination) = (-1, -1, -1);
        foreach (var part in parameter["part"].Items)
        {
            switch (part.Text("name"))
            {
                case "type": kind = part.Text("valueCode"); break;
                case "path": path = part.Text("valueString"); break;
                case "name": name = part.Text("valueString"); break;
                case "value": value = part; break;
                case "index": index = Number(part); break;
                case "source": source = Number(part); break;
                case "destination": destination = Number(part); break;
            }
        }

        var missing = kind switch
        {
            _ when parameter.Text("name") != "operation" => "the name 'operation'",
            not ("add" or "insert" or "delete" or "replace" or "move") => "a type: add, insert, delete, replace or move",
            _ when path is null => "a path",
            "add" when name is null => "a name",
            "add" or "insert" or "replace" when !value.Exists => "a value",
            "insert" when index < 0 => "an index",
            "move" when source < 0 || destination < 0 => "a source and a destination",
            _ => null,
        };
        issue = missing is null ? null : new Issue(IssueSeverity.Error, IssueType.Required, place, $"The operation needs {missing}.");
        return issue is null ? new FhirPathPatchOperation(kind!, place, path!, name, value, index, source, destination) : null;
    }

    /// <summary>Makes the change; returns why it is not possible, or null.</summary>
    public Issue? Apply(PatchedDocument changed, FhirDefinitions definitions)
    {
        if (!FhirPathExpression.TryCompile(Path, definitions, changed.Document.ResourceType, out var expression, out var issue)) return issue with { Expression = Place };
        using var result = expression.Evaluate(changed.Document.Root);
        if (result.Issue is { } failure) return failure with { Expression = Place };
        foreach (var value in result)
            if (!value.Node.Exists || !ReferenceEquals(value.Node.Document, changed.Document)) return Failed("The path leads to something that is no element of the resource.");
        return Kind switch
        {
            "add" => result.Count == 1 ? Add(changed, result.Values[0], definitions) : Failed("The path must lead to exactly one element."),
            "insert" => Insert(changed, result),
            "move" => Move(changed, result),
            "replace" => result.Count == 1 ? Replace(changed, result.Values[0], definitions) : Failed("The path must lead to exactly one element."),
            _ => Delete(changed, result),
        };
    }

    private Issue? Add(PatchedDocument changed, in FhirPathValue target, FhirDefinitions definitions)
    {
        if (target.Type is not { } type || target.Node.Kind != JsonKind.Object) return Failed("Nothing can be added to this element.");
        if (Property(type) is not { } property) return Failed($"{type.Name} has no element '{Name}' of this type.");
        var value = PatchValue.Json(Value, property, definitions);
        var there = target.Node[property.JsonName];
        if (!property.IsCollection)
        {
            var isThere = type.Element(property.ElementName).Any(Has(target.Node));
            return isThere ? Failed($"The element '{Name}' is there already.") : changed.Make(DocumentEdit.Add(target.Node, property.JsonName, value));
        }

        return there.Exists
            ? changed.Make(DocumentEdit.Insert(there, there.Count, value))
            : changed.Make(DocumentEdit.Add(target.Node, property.JsonName, [.. "["u8, .. value, .. "]"u8]));
    }

    private Issue? Insert(PatchedDocument changed, in FhirPathResult result)
    {
        if (List(result) is not { Exists: true } list) return Failed("The path must lead to the items of one list.");
        if (Index > list.Count) return Failed("The list is shorter than the index.");
        return changed.Make(DocumentEdit.Insert(list, Index, PatchValue.Json(Value, result.Values[0].Type, null)));
    }

    private Issue? Move(PatchedDocument changed, in FhirPathResult result)
    {
        if (List(result) is not { Exists: true } list) return Failed("The path must lead to the items of one list.");
        var items = new List<byte[]>();
        foreach (var item in list.Children) items.Add(item.Raw.ToArray());
        if (Source >= items.Count || Destination >= items.Count) return Failed("The list is shorter than source or destination.");
        var moved = items[Source];
        items.RemoveAt(Source);
        items.Insert(Destination, moved);
        byte[] json = [.. "["u8, .. items.SelectMany((item, at) => at == 0 ? item : [(byte)',', .. item]), .. "]"u8];
        return changed.Make(DocumentEdit.Replace(list, json));
    }

    private Issue? Replace(PatchedDocument changed, in FhirPathValue target, FhirDefinitions definitions)
    {
        if (target.Node.Index == 0) return Failed("The whole resource is replaced by an update, not by a patch.");
        // A choice may get another type, and with it another name in JSON.
        var parent = DocumentEdit.Parent(target.Node);
        var suffix = PatchValue.TypeSuffix(Value);
        if (parent.Kind == JsonKind.Object && suffix.Length > 0 && definitions.Type(changed.Document.ResourceType!) is { } root
            && root.Property(target.Node.NameId) is { IsChoice: true } choice && parent.Index == 0 && choice.JsonName != choice.ElementName + suffix)
        {
            var renamed = choice.ElementName + suffix;
            if (!root.Element(choice.ElementName).Any(other => other.JsonName == renamed)) return Failed($"'{choice.ElementName}' cannot be of this type.");
            return changed.Make(DocumentEdit.Remove(target.Node)) ?? changed.Make(DocumentEdit.Add(changed.Document.Root, renamed, PatchValue.Json(Value, target.Type, definitions)));
        }

        return changed.Make(DocumentEdit.Replace(target.Node, PatchValue.Json(Value, target.Type, definitions)));
    }

    private Issue? Delete(PatchedDocument changed, in FhirPathResult result)
    {
        if (result.Count == 0) return null;
        if (result.Count > 1) return Failed("The path must lead to at most one element.");
        var (node, companion) = (result.Values[0].Node, result.Values[0].CompanionNode);
        if (node.Index == 0) return Failed("The whole resource is deleted by a delete, not by a patch.");
        // The companion follows its value in most documents, so it goes first: places before it stay.
        if (!companion.Exists) return changed.Make(DocumentEdit.Remove(node));
        var (first, second) = companion.Index > node.Index ? (companion, node.Index) : (node, companion.Index);
        return changed.Make(DocumentEdit.Remove(first)) ?? changed.Make(DocumentEdit.Remove(new FhirNode(changed.Document, second)));
    }

    private static FhirNode List(in FhirPathResult result)
    {
        if (result.Count == 0) return default;
        var list = DocumentEdit.Parent(result.Values[0].Node);
        if (list.Kind != JsonKind.Array) return default;
        foreach (var value in result)
            if (DocumentEdit.Parent(value.Node) != list) return default;
        return list;
    }

    private FhirProperty? Property(FhirType type)
    {
        var suffix = PatchValue.TypeSuffix(Value);
        var properties = type.Element(Name!).ToList();
        return properties.Find(property => !property.IsChoice || property.JsonName == property.ElementName + suffix) ?? type.Properties.FirstOrDefault(property => property.JsonName == Name);
    }

    private static Func<FhirProperty, bool> Has(FhirNode node) => property => node[property.JsonName].Exists;

    private static int Number(FhirNode part) => int.TryParse(part["valueInteger"].ToText(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private Issue Failed(string message) => new(IssueSeverity.Error, IssueType.Processing, Place, message);
}
