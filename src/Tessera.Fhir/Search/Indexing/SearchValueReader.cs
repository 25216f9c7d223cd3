using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>Turns an element into what it is found by. Which data types a kind of parameter reads, and how, is the tables of
/// https://hl7.org/fhir/R4/search.html#token and the sections around it; other combinations have no values.</summary>
internal sealed class SearchValueReader(FhirDefinitions definitions)
{
    private readonly SearchNames names = new(definitions.Names);
    private readonly QuantityReader quantities = new(definitions.Names);
    private readonly PeriodReader periods = new(definitions.Names);
    private readonly Utf8Cache<string> texts = new(static (_, text) => text);

    public void Read(IndexEntries entries, SearchParameter parameter, FhirNode node, string type)
    {
        switch (parameter.Type)
        {
            case SearchParameterType.Token: Token(entries, parameter, node, type); break;
            case SearchParameterType.String: Text(entries, parameter, node, type); break;
            case SearchParameterType.Date:
                if (periods.Read(node, type) is { } range) entries.Dates.Add(new DateEntry(parameter, range));
                break;
            case SearchParameterType.Number:
                if (node.Kind == JsonKind.Number && DecimalRange.TryParse(node.ToText(), out var number)) entries.Numbers.Add(new NumberEntry(parameter, number.Value));
                break;
            case SearchParameterType.Quantity: quantities.Read(entries, parameter, node, type); break;
            case SearchParameterType.Reference: Reference(entries, parameter, node, type); break;
            case SearchParameterType.Uri:
                if (node.Kind == JsonKind.String) entries.Uris.Add(new UriEntry(parameter, Plain(node)));
                break;
        }
    }

    private void Token(IndexEntries entries, SearchParameter parameter, FhirNode node, string type)
    {
        switch (type)
        {
            case "CodeableConcept": Concept(entries, parameter, node); break;
            case "Coding": Coding(entries, parameter, node); break;
            case "Identifier": Identifier(entries, parameter, node); break;
            case "ContactPoint": Single(entries, parameter, node[names.Value]); break;
            case "Reference" when node[names.Identifier] is { Exists: true } identifier: Identifier(entries, parameter, identifier); break;
            default: Single(entries, parameter, node); break;
        }
    }

    private void Concept(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        var text = Plain(node[names.Text]);
        var isSaid = text.Length == 0;
        var first = entries.Tokens.Count;
        foreach (var coding in node[names.Coding].Items) isSaid |= Coding(entries, parameter, coding).Equals(text, StringComparison.OrdinalIgnoreCase);
        if (isSaid) return;
        var beside = first < entries.Tokens.Count ? entries.Tokens[first] : default;
        entries.TokenTexts.Add(new TokenTextEntry(parameter, text, beside.System ?? "", beside.Code ?? ""));
    }

    /// <returns>The text of the code.</returns>
    private string Coding(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        if (node[names.Code] is not { Kind: JsonKind.String } code) return "";
        var display = Plain(node[names.Display]);
        entries.Tokens.Add(new TokenEntry(parameter, Plain(node[names.System]), Plain(code), display));
        return display;
    }

    private void Identifier(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        if (node[names.Value] is not { Kind: JsonKind.String } value) return;
        var text = value.ToText();
        entries.Tokens.Add(new TokenEntry(parameter, Plain(node[names.System]), text));
        if (node[names.Type] is not { Exists: true } type) return;
        foreach (var coding in type[names.Coding].Items)
            if (coding[names.Code] is { Kind: JsonKind.String } code) entries.Tokens.Add(new TokenEntry(parameter, $"{Plain(coding[names.System])}|{Plain(code)}", text));
        if (Plain(type[names.Text]) is { Length: > 0 } typeText) entries.TokenTexts.Add(new TokenTextEntry(parameter, typeText, "", ""));
    }

    private static void Single(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        if (node.Kind is JsonKind.String or JsonKind.True or JsonKind.False or JsonKind.Number) entries.Tokens.Add(new TokenEntry(parameter, "", node.ToText()));
    }

    private void Text(IndexEntries entries, SearchParameter parameter, FhirNode node, string type)
    {
        if (node.Kind == JsonKind.String) Add(entries, parameter, node);
        else if (type is "HumanName" or "Address")
        {
            var parts = type == "HumanName" ? names.NameParts : names.AddressParts;
            foreach (var part in parts)
                foreach (var item in node[part].Items) Add(entries, parameter, item);
        }
        else if (type == "CodeableConcept") Add(entries, parameter, node[names.Text]);

        static void Add(IndexEntries entries, SearchParameter parameter, FhirNode text)
        {
            if (text.Kind == JsonKind.String) entries.Strings.Add(new StringEntry(parameter, text.ToText()));
        }
    }

    private void Reference(IndexEntries entries, SearchParameter parameter, FhirNode node, string type)
    {
        if (node.Kind == JsonKind.String)
        {
            Literal(entries, parameter, node);
            return;
        }
        if (type != "Reference")
        {
            // The composition of a document, the header of a message: the resource stands there itself.
            if (node[names.ResourceType] is { Kind: JsonKind.String } resource && node[names.Id] is { Kind: JsonKind.String } id)
                entries.References.Add(new ReferenceEntry(parameter, resource.ToText(), id.ToText(), ""));
            return;
        }
        if (node[names.Reference] is { Kind: JsonKind.String } literal) Literal(entries, parameter, literal);
        if (node[names.Identifier] is { Exists: true } identifier) Identifier(entries, parameter, identifier);
    }

    private void Literal(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        var text = node.ToText();
        if (!ReferenceText.TryParse(text, definitions, out var reference)) return;
        entries.References.Add(new ReferenceEntry(parameter, reference.Type, reference.Id, reference.Url));
        // A canonical with a version is also found without it.
        if (reference.Url.LastIndexOf('|') is > 0 and var bar) entries.References.Add(new ReferenceEntry(parameter, "", "", reference.Url[..bar]));
    }

    // Systems, codes and what they are called are the same few in all resources.
    private string Plain(FhirNode node) => node.Kind == JsonKind.String ? texts.Get(node.Utf8) : "";
}
