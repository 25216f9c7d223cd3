using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Subsets;

/// <summary>A part of a resource that somebody asked for with <c>_summary</c> or <c>_elements</c>; what comes out is tagged SUBSETTED, since it must
/// not be taken for the whole. See https://hl7.org/fhir/R4/search.html#summary and #elements</summary>
public sealed class ResourceSubset
{
    private static readonly FrozenSet<string> Summaries = FrozenSet.ToFrozenSet(["true", "text", "data", "false", "count"], StringComparer.Ordinal);

    // What tells a resource from another comes always.
    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(["resourceType", "id", "meta", "implicitRules", "modifierExtension"], StringComparer.Ordinal);

    private readonly string summary;
    private readonly FrozenSet<string>? elements;

    private ResourceSubset(string summary, FrozenSet<string>? elements) => (this.summary, this.elements) = (summary, elements);

    /// <summary>Reads the two parameters.</summary>
    /// <param name="summary">Value of <c>_summary</c>, or null.</param>
    /// <param name="elements">Value of <c>_elements</c>, or null: names of outermost elements, comma-separated.</param>
    /// <param name="subset">The part, or null for the whole.</param>
    /// <param name="issue">What is wrong, or null.</param>
    /// <returns>Whether both were understood.</returns>
    public static bool TryParse(string? summary, string? elements, out ResourceSubset? subset, [NotNullWhen(false)] out Issue? issue)
    {
        (subset, issue) = (null, null);
        if (summary is not null && !Summaries.Contains(summary))
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "_summary", "_summary is one of true, text, data, count and false.");
        else if (elements is not null && summary is not (null or "false"))
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "_elements", "_summary and _elements exclude each other.");
        else if (elements is { Length: > 0 })
            subset = new ResourceSubset("", elements.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal));
        else if (summary is "true" or "text" or "data")
            subset = new ResourceSubset(summary, null);
        return issue is null;
    }

    /// <summary>The first name of <c>_elements</c> that a resource type does not have, or null.</summary>
    public string? Unknown(FhirType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return elements?.FirstOrDefault(name => !type.Element(Local(name, type)).Any());
    }

    /// <summary>The part of a resource.</summary>
    /// <param name="document">The resource.</param>
    /// <param name="type">Its type.</param>
    public ReadOnlyMemory<byte> Apply(FhirDocument document, FhirType type)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(type);
        var output = new ArrayBufferWriter<byte>(512);
        Object(output, document.Root, type, isRoot: true);
        return output.WrittenMemory;
    }

    private void Object(ArrayBufferWriter<byte> output, FhirNode node, FhirType type, bool isRoot)
    {
        var separator = "{"u8;
        foreach (var child in node.Children)
        {
            var property = type.Property(child.NameId);
            if (isRoot ? !KeepsAtRoot(child.Name, property, type) : property is { Element.IsSummary: false }) continue;
            output.Write(separator);
            separator = ","u8;
            output.Write(Encoding.UTF8.GetBytes($"\"{child.Name}\":"));
            if (isRoot && child.Name == "meta") Tagged(output, child);
            else if (summary == "true" && property is not null && property.Type.Kind == FhirTypeKind.Backbone) Parts(output, child, property.Type);
            else output.Write(child.Raw);
        }

        if (isRoot && !node["meta"].Exists)
        {
            output.Write(",\"meta\":"u8);
            Tagged(output, default);
        }

        output.Write(separator.SequenceEqual("{"u8) ? "{}"u8 : "}"u8);
    }

    private bool KeepsAtRoot(string name, FhirProperty? property, FhirType type)
    {
        if (summary == "data") return name is not ("text" or "_text");
        if (Kept.Contains(name)) return true;
        if (property is null) return false;
        // Without its mandatory elements it would not be a resource.
        if (property.Element.Min > 0) return true;
        return summary switch
        {
            "true" => property.Element.IsSummary,
            "text" => property.ElementName == "text",
            _ => property.Element.IsModifier || elements!.Contains(property.ElementName) || elements.Contains($"{type.Name}.{property.ElementName}"),
        };
    }

    private void Parts(ArrayBufferWriter<byte> output, FhirNode node, FhirType type)
    {
        if (node.Kind != JsonKind.Array)
        {
            Object(output, node, type, isRoot: false);
            return;
        }

        var separator = "["u8;
        foreach (var item in node.Children)
        {
            output.Write(separator);
            separator = ","u8;
            Object(output, item, type, isRoot: false);
        }

        output.Write("]"u8);
    }

    private static void Tagged(ArrayBufferWriter<byte> output, FhirNode meta)
    {
        var separator = "{"u8;
        foreach (var child in meta.Children)
        {
            if (child.Name == "tag") continue;
            output.Write(separator);
            separator = ","u8;
            output.Write(Encoding.UTF8.GetBytes($"\"{child.Name}\":"));
            output.Write(child.Raw);
        }

        output.Write(separator);
        output.Write("\"tag\":["u8);
        foreach (var tag in meta["tag"].Items)
        {
            output.Write(tag.Raw);
            output.Write(","u8);
        }

        output.Write("{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\",\"code\":\"SUBSETTED\"}]}"u8);
    }

    private static string Local(string name, FhirType type) =>
        name.StartsWith(type.Name + ".", StringComparison.Ordinal) ? name[(type.Name.Length + 1)..] : name;
}
