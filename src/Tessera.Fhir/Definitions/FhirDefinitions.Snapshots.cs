using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Definitions.Snapshots;

namespace Tessera.Fhir.Definitions;

public sealed partial class FhirDefinitions
{
    private SnapshotGenerator? snapshots;

    // Made among all loaded layers when first asked for, so that a package may be added before those that it builds on.
    private StructureDefinition WithSnapshot(StructureDefinition structure)
    {
        if (structure.Elements.Count > 0) return structure;
        snapshots ??= new SnapshotGenerator(FindJson);
        var json = Parse(structure.Differential);
        if (snapshots.TryGenerate(json, out var elements, out var issue)) return StructureDefinitionJson.Read(json.WithSnapshot(elements));
        structure.SnapshotIssue = issue;
        return structure;
    }

    private JsonElement? FindJson(string canonical)
    {
        if (Locate(DefinitionKind.StructureDefinition, canonical) is not { } located) return null;
        var structure = StructureDefinitionCodec.Read(located.Layer.ReaderAt(located.Entry.Offset));
        return structure.Elements.Count > 0 ? StructureDefinitionWriter.Json(structure) : Parse(structure.Differential);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;
}
