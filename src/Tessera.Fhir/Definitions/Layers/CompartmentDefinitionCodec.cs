namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A <see cref="CompartmentDefinition"/> in a layer.</summary>
internal static class CompartmentDefinitionCodec
{
    public static void Write(LayerWriter to, CompartmentDefinition compartment, string version)
    {
        to.Begin(DefinitionKind.CompartmentDefinition, compartment.Url, version);
        to.Text(compartment.Url);
        to.Text(compartment.Code);
        to.Number(compartment.Members.Count);
        foreach (var (type, parameters) in compartment.Members)
        {
            to.Text(type);
            to.Texts([.. parameters]);
        }
    }

    public static CompartmentDefinition Read(LayerReader from)
    {
        var (url, code) = (from.Text(), from.Text());
        var members = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        for (var left = from.Number(); left > 0; left--) members[from.Text()] = from.Texts();
        return new CompartmentDefinition(url, code, members);
    }
}
