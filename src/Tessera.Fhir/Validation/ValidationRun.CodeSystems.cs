using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;
using Tessera.Fhir.Validation.Rules;
using Tessera.Fhir.Validation.Values;

namespace Tessera.Fhir.Validation;

/// <summary>CodeSystem resources: what they say of themselves agrees. See https://hl7.org/fhir/R4/codesystem.html</summary>
internal sealed partial class ValidationRun
{
    /// <summary>The URL by which a definition is known is absolute (https://hl7.org/fhir/R4/references.html#canonical).</summary>
    internal void CanonicalUrl(FhirNode definition)
    {
        if (definition[known.Url] is not { Kind: JsonKind.String } url || url.Utf8.IsEmpty || Uris.IsAbsolute(url.Utf8)) return;
        Report(IssueSeverity.Error, IssueType.Value, $"The canonical URL {Quoted(url)} is not absolute.", "Write a whole URL, or urn:uuid: or urn:oid: with a UUID or an OID.", "url");
    }

    internal void CodeSystem(FhirNode system)
    {
        var content = system[known.Content];
        var concepts = system[known.Concept];
        if (content.TextEquals("supplement"u8) != system[known.Supplements].Exists)
            Report(IssueSeverity.Error, IssueType.Value, "A supplement has the content supplement and names the code system that it supplements; here is only one of both.", "Add what is missing, or take out the other.", "content");
        if (content.TextEquals("not-present"u8) && concepts.Exists)
            Report(IssueSeverity.Error, IssueType.Value, "The content is said not to be present, but there are concepts.", "Correct content, or take out the concepts.", "content");
        var walk = new ConceptWalk(Declared(system[known.Property]), system[known.Supplements] is { Kind: JsonKind.String } url ? rules.System(WithoutVersion(url.Utf8)) : null);
        Concepts(concepts, walk, 0);
        if (system[known.Count] is { Kind: JsonKind.Number } count && concepts.Exists && Numbers.Compare(count.Utf8, System.Text.Encoding.ASCII.GetBytes($"{walk.Count}")) is { } sign)
            if (sign < 0 || (sign > 0 && content.TextEquals("complete"u8)))
                Report(IssueSeverity.Error, IssueType.Value, $"The count is given as {Quoted(count)}; there are {walk.Count} concepts, and the content is {content.ToText()}.", $"Write {walk.Count}, or correct content.", "count");
    }

    private static ReadOnlySpan<byte> WithoutVersion(ReadOnlySpan<byte> canonical) => canonical.IndexOf((byte)'|') is >= 0 and var bar ? canonical[..bar] : canonical;

    // https://hl7.org/fhir/R4/codesystem-definitions.html#CodeSystem.property.code: concepts refer to a property by its code.
    private Dictionary<string, string> Declared(FhirNode properties)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var place = 0;
        path.Push("property", -1);
        foreach (var property in properties.Items)
        {
            path.Item(place++);
            if (property.Text("code") is not { } code || property.Text("type") is not { } type) continue;
            if (!types.TryAdd(code, type)) Report(IssueSeverity.Error, IssueType.Duplicate, $"The property {Shortened(code)} is declared twice.", "Keep one of them.", "code");
            if (property.Text("uri") is { } uri && ConceptProperty.TypeOf(uri) is { } standard && standard != type)
                Report(IssueSeverity.Error, IssueType.Value, $"The property {Shortened(uri)} has the type {standard}; found {Shortened(type)}.", $"Write {standard}, or leave the uri out.", "type");
        }
        path.Pop();
        return types;
    }

    private void Concepts(FhirNode concepts, ConceptWalk walk, int depth)
    {
        if (depth > 64) return;
        var place = 0;
        path.Push("concept", -1);
        foreach (var concept in concepts.Items)
        {
            path.Item(place++);
            walk.Count++;
            if (walk.Base is { } supplemented && concept[known.Code] is { Kind: JsonKind.String } code && supplemented.Contains(code.Utf8) == Membership.NotMember)
                Report(IssueSeverity.Error, IssueType.CodeInvalid, $"The code system that is supplemented has no code {Quoted(code)}.", "Correct the code.", "code");
            ConceptProperties(concept[known.Property], walk);
            Concepts(concept[known.Concept], walk, depth + 1);
        }
        path.Pop();
    }

    private void ConceptProperties(FhirNode properties, ConceptWalk walk)
    {
        var place = 0;
        path.Push("property", -1);
        foreach (var property in properties.Items)
        {
            path.Item(place++);
            if (property.Text("code") is not { } code || !walk.Types.TryGetValue(code, out var type)) continue;
            foreach (var child in property.Children)
            {
                var name = child.NameId >= 0 ? rules.Definitions.Names.Text(child.NameId) : "";
                if (name.StartsWith("value", StringComparison.Ordinal) && !name.AsSpan(5).Equals(type, StringComparison.OrdinalIgnoreCase))
                    Report(IssueSeverity.Error, IssueType.Value, $"The property {Shortened(code)} has the type {Shortened(type)}; found {name}.", $"Write the value as the type {Shortened(type)}, or correct the declaration.", "value");
            }
        }
        path.Pop();
    }

    private sealed class ConceptWalk(Dictionary<string, string> types, KnownSystem? supplemented)
    {
        public Dictionary<string, string> Types { get; } = types;

        public KnownSystem? Base { get; } = supplemented;

        public int Count { get; set; }
    }
}
