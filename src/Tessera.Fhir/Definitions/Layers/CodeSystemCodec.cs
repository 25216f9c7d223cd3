using System.Text;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A code system in a layer: concepts first, each with parents and properties, then their table, then the head.</summary>
internal static class CodeSystemCodec
{
    public static void Write(LayerWriter to, CodeSystemSource system)
    {
        var table = new ConceptTableWriter(to);
        foreach (var concept in system.Concepts) WriteConcept(to, table, concept);
        var start = table.Finish();

        to.Begin(DefinitionKind.CodeSystem, system.Url, system.Version);
        to.Text(system.Url);
        to.Text(system.Version);
        to.Text(system.Name);
        to.Text(system.Title);
        to.Number((int)system.Content);
        to.Flag(system.IsCaseSensitive);
        to.Number(system.Properties.Count);
        foreach (var property in system.Properties)
        {
            to.Text(property.Code);
            to.Text(property.Uri);
        }
        to.Number(start);
    }

    public static CodeSystem Read(DefinitionLayer layer, LayerReader from) => new(layer)
    {
        Url = from.Text(),
        Version = from.Text(),
        Name = from.Text(),
        Title = from.Text(),
        Content = (CodeSystemContent)from.Number(),
        IsCaseSensitive = from.Flag(),
        Properties = ReadProperties(ref from),
        Table = new ConceptTable(layer.Memory, from.Number()),
    };

    private static void WriteConcept(LayerWriter to, ConceptTableWriter table, ConceptSource concept)
    {
        table.Add(concept.Code, concept.Display);
        to.Number(concept.Parents.Count);
        foreach (var parent in concept.Parents) to.Number(parent);
        to.Number(concept.Properties.Count);
        foreach (var (property, value) in concept.Properties)
        {
            to.Number(property);
            to.Bytes(Encoding.UTF8.GetBytes(value));
        }
    }

    private static ConceptProperty[] ReadProperties(ref LayerReader from)
    {
        var properties = new ConceptProperty[from.Number()];
        for (var i = 0; i < properties.Length; i++) properties[i] = new ConceptProperty(from.Text(), from.OptionalText());
        return properties;
    }
}
