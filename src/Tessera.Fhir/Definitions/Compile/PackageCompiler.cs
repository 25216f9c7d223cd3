using System.Text.Json;
using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Compiles the JSON files of one FHIR package into a binary layer. The file is named by the hash of its content and
/// appears whole; a layer that exists is never written again.</summary>
public static class PackageCompiler
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Compiles one package.</summary>
    /// <param name="package">What the layer says it is.</param>
    /// <param name="files">The contents of JSON files: single resources or Bundles of them.</param>
    /// <param name="kinds">Which kinds of definition to take; empty for all.</param>
    /// <param name="below">Layers that this one builds on; empty for the base specification.</param>
    /// <param name="folder">Where the layer is written.</param>
    /// <returns>Path of the layer.</returns>
    public static string Compile(
        PackageIdentity package, IEnumerable<byte[]> files, IReadOnlyCollection<DefinitionKind> kinds, FhirDefinitions? below, string folder)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(kinds);
        var resources = files.SelectMany(Resources).ToList();
        bool Wanted(DefinitionKind kind) => kinds.Count == 0 || kinds.Contains(kind);
        IEnumerable<JsonElement> Of(DefinitionKind kind) => Wanted(kind) ? resources.Where(resource => resource.Text("resourceType") == kind.ToString()) : [];

        var writer = new LayerWriter();
        var (published, parameters) = (Of(DefinitionKind.StructureDefinition), Of(DefinitionKind.SearchParameter));
        if (below is null) (published, parameters) = (BaseSpecification.Structures([.. published]), BaseSpecification.SearchParameters(parameters));
        var structures = published.Select(StructureDefinitionJson.Read).Where(structure => structure.Kind != "logical").ToList();
        foreach (var structure in structures) StructureDefinitionCodec.Write(writer, structure);
        foreach (var parameter in parameters) SearchParameterCodec.Write(writer, SearchParameterJson.Read(parameter), parameter.Text("version"));
        foreach (var compartment in Of(DefinitionKind.CompartmentDefinition)) CompartmentDefinitionCodec.Write(writer, CompartmentDefinitionJson.Read(compartment), compartment.Text("version"));
        TerminologyCompiler.Write(writer, Of(DefinitionKind.CodeSystem), Of(DefinitionKind.ValueSet), below);

        return LayerFile.Save(writer.Finish(package, below is null ? ElementNames.Of(structures) : []).Span, $"{package.Name}-{package.Version}", folder);
    }

    /// <summary>Whether a compiled layer still has the content that it is named by. Reads the whole file.</summary>
    /// <param name="layer">Path of the layer.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsUnchanged(string layer) => LayerFile.IsUnchanged(layer);

    private static IEnumerable<JsonElement> Resources(byte[] file)
    {
        var root = JsonDocument.Parse(file, Options).RootElement;
        if (root.ValueKind != JsonValueKind.Object) return [];
        return root.Text("resourceType") == "Bundle"
            ? root.Items("entry").Select(entry => entry.Part("resource")).Where(resource => resource.ValueKind == JsonValueKind.Object)
            : [root];
    }
}
