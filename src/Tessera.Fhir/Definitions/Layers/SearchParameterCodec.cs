namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A <see cref="SearchParameterDefinition"/> in a layer.</summary>
internal static class SearchParameterCodec
{
    public static void Write(LayerWriter to, SearchParameterDefinition parameter, string version)
    {
        to.Begin(DefinitionKind.SearchParameter, parameter.Url, version);
        to.Text(parameter.Url);
        to.Text(parameter.Code);
        to.Text(parameter.Type);
        to.Texts(parameter.Bases.ToArray());
        to.Text(parameter.Expression);
        to.Texts(parameter.Targets.ToArray());
        to.Number(parameter.Components.Count);
        foreach (var component in parameter.Components)
        {
            to.Text(component.Definition);
            to.Text(component.Expression);
        }
    }

    public static SearchParameterDefinition Read(LayerReader from) =>
        new(from.Text(), from.Text(), from.Text(), from.Texts(), from.Text(), from.Texts(), ReadComponents(ref from));

    private static SearchParameterComponent[] ReadComponents(ref LayerReader from)
    {
        var components = new SearchParameterComponent[from.Number()];
        for (var i = 0; i < components.Length; i++) components[i] = new SearchParameterComponent(from.Text(), from.Text());
        return components;
    }
}
