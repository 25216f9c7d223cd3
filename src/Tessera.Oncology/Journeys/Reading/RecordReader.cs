using System.Globalization;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>One resource of the patient with what every reader asks of it: concepts, quantities, references, extensions.</summary>
internal readonly struct RecordReader(Fields fields, ConceptCache concepts, TextCache texts, ResourceIndex index, PatientRecord record)
{
    public FhirDocument Document => record.Document;

    public FhirNode Root { get; } = record.Document.Root;

    /// <summary>The resource as a reference: <c>Observation/17</c>.</summary>
    public string Source => record.Source;

    public Fields Fields { get; } = fields;

    public ClinicalDate? Date() => ClinicalDates.Of(record.Type, Root);

    public string? Status() => Root[Fields.Status] is { Kind: JsonKind.String } status ? texts.Text(status.Utf8) : null;

    /// <summary>Name of the first mCODE profile that the resource claims, or null.</summary>
    public string? Profile()
    {
        foreach (var profile in Root[Fields.Meta][Fields.Profile].Items)
            if (texts.Profile(profile.Utf8) is { } found) return found.Name;
        return null;
    }

    public Concept? Concept(FhirNode node)
    {
        if (node.Kind != JsonKind.Array) return concepts.Get(node);
        foreach (var item in node.Items)
            if (concepts.Get(item) is { } concept) return concept;
        return null;
    }

    public List<Concept> Concepts(FhirNode nodes)
    {
        var found = new List<Concept>();
        foreach (var node in nodes.Items)
            if (concepts.Get(node) is { } concept) found.Add(concept);
        return found;
    }

    /// <summary>The code of a concept of HL7's small systems: <c>active</c>.</summary>
    public string? Word(FhirNode concept) => Concept(concept)?.Codings is [{ Code: { Length: > 0 } code }, ..] ? code : Concept(concept)?.Text;

    public string? Reference(FhirNode reference) => ResourceIndex.Normal(reference.Items.First[Fields.Reference]);

    /// <summary>The first reference to a type among several.</summary>
    public string? Reference(FhirNode references, string type)
    {
        foreach (var item in references.Items)
            if (ResourceIndex.Normal(item[Fields.Reference]) is { } reference && reference.StartsWith(type, StringComparison.Ordinal) && reference.AsSpan(type.Length).StartsWith("/")) return reference;
        return null;
    }

    public List<string> References(FhirNode references)
    {
        var found = new List<string>();
        foreach (var item in references.Items)
            if (ResourceIndex.Normal(item[Fields.Reference]) is { } reference) found.Add(reference);
        return found;
    }

    public FhirNode Resolve(string? reference) => index.Find(Root, reference);

    /// <summary>The first extension with a URL, or no node.</summary>
    public FhirNode Extension(FhirNode node, string url)
    {
        foreach (var extension in node[Fields.Extension].Items)
            if (IsUrl(extension, url)) return extension;
        return default;
    }

    public Concept? ExtensionConcept(FhirNode node, string url) => Concept(Extension(node, url)[Fields.ValueCodeableConcept]);

    public bool IsUrl(FhirNode extension, string url)
    {
        var text = extension[Fields.Url].Utf8;
        if (text.Length != url.Length) return false;
        for (var at = 0; at < text.Length; at++)
            if (text[at] != url[at]) return false;
        return true;
    }

    public Quantity? Quantity(FhirNode quantity)
    {
        if (quantity[Fields.Value] is not { Exists: true } value) return null;
        var digits = value.ToText();
        var number = decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : (decimal?)null;
        var code = texts.Text(quantity[Fields.Code].Exists ? quantity[Fields.Code].Utf8 : default);
        var unit = texts.Text(quantity[Fields.Unit].Exists ? quantity[Fields.Unit].Utf8 : default);
        return new Quantity(number, digits, TextOf(quantity[Fields.Comparator]), unit.Length > 0 ? unit : code == "1" ? "" : code, code);
    }

    /// <summary>The value of an Observation or of one of its components.</summary>
    public ObservedValue Value(FhirNode node)
    {
        if (Quantity(node[Fields.ValueQuantity]) is { } quantity) return new ObservedValue(quantity.ToString()) { Quantity = quantity };
        if (Concept(node[Fields.ValueCodeableConcept]) is { } concept) return new ObservedValue(concept.Text) { Concept = concept };
        if (node[Fields.ValueInteger] is { Exists: true } integer)
        {
            var digits = integer.ToText();
            return new ObservedValue(digits) { Quantity = new Quantity(decimal.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : null, digits, "", "", "") };
        }

        var text = PlainText.Value(node);
        if (node[Fields.DataAbsentReason] is { Exists: true } reason) return ObservedValue.None with { AbsentReason = Concept(reason) };
        return text.Length == 0 ? ObservedValue.None : new ObservedValue(text);
    }

    private static readonly Concept PlaceNotStated = new("place not stated", []);

    public List<BodySite> Sites(FhirNode nodes)
    {
        var sites = new List<BodySite>();
        foreach (var node in nodes.Items)
        {
            var side = ExtensionConcept(node, McodeExtensions.LateralityQualifier);
            // A side without a place: the place is then in the code of the diagnosis, as in ICD-10.
            if ((concepts.Get(node) ?? (side is null ? null : PlaceNotStated)) is not { } location) continue;
            var qualifiers = new List<Concept>();
            foreach (var extension in node[Fields.Extension].Items)
                if (IsUrl(extension, McodeExtensions.BodyLocationQualifier) && Concept(extension[Fields.ValueCodeableConcept]) is { } qualifier) qualifiers.Add(qualifier);
            sites.Add(new BodySite(location, side, qualifiers));
        }

        return sites;
    }

    public static string TextOf(FhirNode node) => node.Kind is JsonKind.String or JsonKind.Number ? node.ToText() : "";

    public static int? Integer(FhirNode node) => int.TryParse(TextOf(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
