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
                if (node.Kind == JsonKind.String) entries.Uris.Add(new UriEntry(parameter, node.ToText()));
                break;
        }
    }

    private void Token(IndexEntries entries, SearchParameter parameter, FhirNode node, string type)
    {
        switch (type)
        {
            case "CodeableConcept":
                foreach (var coding in node[names.Coding].Items) Pair(entries, parameter, coding, names.Code);
                break;
            case "Coding": Pair(entries, parameter, node, names.Code); break;
            case "Identifier": Pair(entries, parameter, node, names.Value); break;
            case "ContactPoint": Single(entries, parameter, node[names.Value]); break;
            case "Reference" when node[names.Identifier] is { Exists: true } identifier: Pair(entries, parameter, identifier, names.Value); break;
            default: Single(entries, parameter, node); break;
        }
    }

    private void Pair(IndexEntries entries, SearchParameter parameter, FhirNode node, int valueName)
    {
        var code = node[valueName];
        if (code.Kind == JsonKind.String) entries.Tokens.Add(new TokenEntry(parameter, Plain(node[names.System]), code.ToText()));
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
        if (node[names.Identifier] is { Exists: true } identifier) Pair(entries, parameter, identifier, names.Value);
    }

    private void Literal(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        var text = node.ToText();
        if (!ReferenceText.TryParse(text, definitions, out var reference)) return;
        entries.References.Add(new ReferenceEntry(parameter, reference.Type, reference.Id, reference.Url));
        // A canonical with a version is also found without it.
        if (reference.Url.LastIndexOf('|') is > 0 and var bar) entries.References.Add(new ReferenceEntry(parameter, "", "", reference.Url[..bar]));
    }

    private static string Plain(FhirNode node) => node.Kind == JsonKind.String ? node.ToText() : "";
}
